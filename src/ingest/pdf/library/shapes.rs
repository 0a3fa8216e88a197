//! Bullets drawn as shapes: small round or square figures that no font knows of.

use pdfboss_core::content::{ContentOps, Op};
use pdfboss_core::{Matrix, Point};

/// Operators looked at on a page.
const MOST_OPERATORS: usize = 400_000;
/// Bullets are about this large, in points.
const SIZES: std::ops::Range<f32> = 1.2..9.5;

/// The middle of the right edge of each bullet-like figure a page draws, in the page's own space.
pub(super) fn dots(content: &[u8]) -> Vec<(f32, f32)> {
    let mut ops = ContentOps::new(content);
    let mut saved: Vec<Matrix> = Vec::new();
    let mut now = Matrix::identity();
    let mut figure = Figure::default();
    let mut out = Vec::new();
    for _ in 0..MOST_OPERATORS {
        let Ok(Some((op, _))) = ops.next_op() else { break };
        match op {
            Op::Save if saved.len() < 500 => saved.push(now),
            Op::Restore => now = saved.pop().unwrap_or(now),
            Op::Concat(m) => now = m.concat(now),
            Op::MoveTo(x, y) | Op::LineTo(x, y) => figure.add(&now, x, y),
            Op::CurveTo(_, _, _, _, x, y) | Op::CurveToV(_, _, x, y) | Op::CurveToY(_, _, x, y) => {
                figure.add(&now, x, y);
            }
            Op::Rect(x, y, w, h) => {
                figure.add(&now, x, y);
                figure.add(&now, x + w, y + h);
            }
            Op::Fill | Op::FillEvenOdd | Op::FillStroke | Op::Stroke | Op::CloseStroke => {
                out.extend(std::mem::take(&mut figure).dot());
            }
            Op::EndPath | Op::FillStrokeEvenOdd | Op::CloseFillStroke | Op::CloseFillStrokeEvenOdd => {
                figure = Figure::default();
            }
            _ => {}
        }
    }
    out
}

/// The box around the points of a path.
#[derive(Default)]
struct Figure {
    area: Option<[f32; 4]>,
}

impl Figure {
    fn add(&mut self, now: &Matrix, x: f32, y: f32) {
        let Point { x, y } = now.apply(Point { x, y });
        let [x0, y0, x1, y1] = self.area.unwrap_or([x, y, x, y]);
        self.area = Some([x0.min(x), y0.min(y), x1.max(x), y1.max(y)]);
    }

    fn dot(self) -> Option<(f32, f32)> {
        let [x0, y0, x1, y1] = self.area?;
        let (width, height) = (x1 - x0, y1 - y0);
        let round = (width - height).abs() < 0.3 * width.max(height);
        (SIZES.contains(&width) && SIZES.contains(&height) && round).then_some((x1, (y0 + y1) / 2.0))
    }
}
