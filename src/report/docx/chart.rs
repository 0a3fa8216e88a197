//! A native bar chart (ISO/IEC 29500-1, 21.2): a word processor draws it, and a user can restyle it.

use super::xml::Xml;
use crate::report::summary::Bar;

const OPEN: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"#,
    r#"<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>"#,
    r#"<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>"#,
    r#"<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>Recommendations</c:v></c:tx>"#,
    r#"<c:spPr><a:solidFill><a:srgbClr val="2F78AA"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>"#,
    r#"<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="800"/></a:pPr>"#,
    r#"<a:endParaRPr lang="en-GB"/></a:p></c:txPr><c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>"#,
    r#"<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>"#,
);

const CLOSE: &str = concat!(
    r#"</c:ser><c:gapWidth val="45"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>"#,
    r#"<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>"#,
    r#"<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>"#,
    r#"<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="A3B0BB"/></a:solidFill></a:ln></c:spPr>"#,
    r#"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="800"/></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>"#,
    r#"<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="50"/>"#,
    r#"<c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>"#,
    r#"<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="1"/>"#,
    r#"<c:axPos val="t"/><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>"#,
    r#"<c:tickLblPos val="nextTo"/><c:crossAx val="1001"/><c:crosses val="autoZero"/></c:valAx>"#,
    r#"<c:spPr><a:noFill/></c:spPr></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>"#,
    r#"<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>"#,
    r#"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr><a:solidFill><a:srgbClr val="1B2733"/></a:solidFill>"#,
    r#"<a:latin typeface="Arial"/></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr></c:chartSpace>"#,
);

/// `word/charts/chart1.xml`: a bar for each objective, the first on top.
pub fn bars(bars: &[Bar]) -> String {
    let mut xml = Xml::default();
    xml.raw(OPEN);
    xml.raw("<c:cat><c:strLit>").raw(&format!("<c:ptCount val=\"{}\"/>", bars.len()));
    for (at, bar) in bars.iter().enumerate() {
        xml.raw(&format!("<c:pt idx=\"{at}\"><c:v>")).text(&format!("{}. {}", bar.notation, bar.short));
        xml.raw("</c:v></c:pt>");
    }
    xml.raw("</c:strLit></c:cat><c:val><c:numLit><c:formatCode>0</c:formatCode>");
    xml.raw(&format!("<c:ptCount val=\"{}\"/>", bars.len()));
    for (at, bar) in bars.iter().enumerate() {
        xml.raw(&format!("<c:pt idx=\"{at}\"><c:v>{}</c:v></c:pt>", bar.count));
    }
    xml.raw("</c:numLit></c:val>").raw(CLOSE);
    xml.finish()
}
