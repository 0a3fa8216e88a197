//! Extraction and suggestions against gold lists: the samples, and the shared corpus where it is there.

use rapporteur::desk::evaluate::{Measures, Prediction, evaluate, numbers, read_gold};
use rapporteur::suggest::Suggester;
use rapporteur::{extract, ingest};
use std::path::{Path, PathBuf};
use std::process::Command;

fn predictions(document: &Path) -> Vec<Prediction> {
    let bytes = std::fs::read(document).unwrap();
    let reading = ingest::read(&document.display().to_string(), &bytes, None).unwrap();
    let suggester = Suggester::built_in();
    extract::extract(&reading)
        .into_iter()
        .map(|c| {
            let suggested = suggester.suggest(&c.passage(reading.details.language.as_deref()));
            let (clusters, objectives) = (numbers(&suggested.clusters), numbers(&suggested.objectives));
            Prediction { text: c.text, kind: c.kind, proposers: c.proposers, clusters, objectives }
        })
        .collect()
}

fn measure(document: &Path, gold: &Path) -> Measures {
    let gold = read_gold("gold", &std::fs::read_to_string(gold).unwrap()).unwrap();
    let evaluation = evaluate(&gold, &predictions(document));
    println!("{}: {}", document.display(), serde_json::to_string(&evaluation.measures).unwrap());
    evaluation.measures
}

/// Floors: listed recall and precision, narrative F1, boundaries, first objective, first cluster.
struct Floors(f64, f64, f64, f64, f64, f64);

fn hold(m: &Measures, floors: &Floors) {
    let least = |name: &str, value: Option<f64>, floor: f64| {
        assert!(value.unwrap_or(1.0) >= floor, "{name} {value:?} is below {floor}");
    };
    least("explicit_recall", m.explicit_recall, floors.0);
    least("listed_precision", m.listed_precision, floors.1);
    least("narrative_f1", m.narrative_f1, floors.2);
    least("boundary_f1", m.boundary_f1, floors.3);
    least("objective_top1", m.objective_top1, floors.4);
    least("cluster_top1", m.cluster_top1, floors.5);
}

fn sample(name: &str, floors: Floors) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stem = name.split('.').next().unwrap();
    let gold = root.join("tests/gold").join(format!("{stem}.gold.jsonl"));
    hold(&measure(&root.join("sample-data").join(name), &gold), &floors);
}

#[test]
fn a_report_with_an_annex() {
    sample("riverside-dialogue-report.txt", Floors(0.95, 0.90, 0.80, 0.98, 0.80, 0.85));
}

#[test]
fn a_news_page() {
    sample("harbour-news.html", Floors(0.95, 0.90, 0.80, 0.98, 0.85, 0.85));
}

#[test]
fn a_declaration_in_french() {
    sample("declaration-de-rivemont.md", Floors(0.95, 0.90, 0.60, 0.98, 0.80, 0.80));
}

#[test]
fn an_outcome_note_in_spanish() {
    sample("nota-de-resultados-puerto-claro.txt", Floors(0.95, 0.90, 0.70, 0.98, 0.80, 0.80));
}

#[test]
fn a_long_report_in_french() {
    sample("rapport-de-synthese-valbrune.txt", Floors(0.99, 0.97, 0.90, 0.98, 0.50, 0.50));
}

#[test]
fn a_review_report() {
    sample("review-of-valdora.md", Floors(0.99, 0.97, 0.0, 0.98, 0.50, 0.50));
}

/// These two were written before the rules and the rules were never tuned on them: what is reached, not what is wanted.
#[test]
fn samples_held_apart() {
    sample("glenmoor-transcription.txt", Floors(0.15, 0.50, 0.75, 0.97, 0.40, 0.50));
    sample("noticia-bahia-serena.html", Floors(0.99, 0.97, 0.78, 0.98, 0.50, 0.50));
}

/// The shared corpus, where `RAPPORTEUR_CORPUS` names it.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("RAPPORTEUR_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: RAPPORTEUR_CORPUS does not name the shared corpus");
    }
    folder
}

#[test]
fn the_shared_reports() {
    let Some(corpus) = corpus() else { return };
    let check = |document: &str, gold: &str, floors: Floors| {
        hold(&measure(&corpus.join(document), &corpus.join(gold)), &floors)
    };
    check("grcp7.txt", "grcp7.gold.jsonl", Floors(0.95, 0.90, 0.80, 0.95, 0.88, 0.88));
    check("accra-news.txt", "accra-news.gold.jsonl", Floors(1.0, 1.0, 1.0, 0.98, 1.0, 1.0));
    check("accra-web.txt", "accra-web.gold.jsonl", Floors(1.0, 1.0, 1.0, 0.98, 1.0, 1.0));
    check("banjul-news.txt", "banjul-news.gold.jsonl", Floors(1.0, 1.0, 0.90, 0.98, 0.85, 0.85));
}

/// `evaluate` measures as the corpus' own script does.
#[test]
fn measures_agree_with_the_script() {
    let Some(corpus) = corpus() else { return };
    let (document, gold) = (corpus.join("grcp7.txt"), corpus.join("grcp7.gold.jsonl"));
    let lines = predictions(&document).into_iter().map(|p| {
        serde_json::json!({"text": p.text, "kind": p.kind, "proposers": p.proposers,
            "suggested_clusters": p.clusters, "suggested_objectives": p.objectives})
        .to_string()
    });
    let folder = tempfile::tempdir().unwrap();
    let predicted = folder.path().join("predicted.jsonl");
    std::fs::write(&predicted, lines.collect::<Vec<_>>().join("\n")).unwrap();
    let Ok(ran) = Command::new("python3").arg(corpus.join("score.py")).arg(&gold).arg(&predicted).output()
    else {
        println!("skipped: there is no python3");
        return;
    };
    let theirs: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let ours = serde_json::to_value(measure(&document, &gold)).unwrap();
    for (name, value) in ours.as_object().unwrap() {
        let (a, b) = (value.as_f64().unwrap_or(-1.0), theirs[name].as_f64().unwrap_or(-1.0));
        assert!((a - b).abs() < 0.00051, "{name}: {a} here, {b} there");
    }
}

/// The samples as the table of the crate documentation lists them; the last two were
/// written by another hand without sight of the rules, and no rule was made for a sentence of theirs; their scores were seen.
const TABLE: &[(&str, &str)] = &[
    ("riverside-dialogue-report.txt", "report with an annex, English"),
    ("harbour-news.html", "news page, English"),
    ("declaration-de-rivemont.md", "declaration, French"),
    ("nota-de-resultados-puerto-claro.txt", "outcome note, Spanish"),
    ("rapport-de-synthese-valbrune.txt", "long report, French"),
    ("review-of-valdora.md", "review report, English"),
    ("glenmoor-transcription.txt", "raw transcription, English"),
    ("noticia-bahia-serena.html", "news page, Spanish, held back"),
    ("kestrel-bay-dialogue.md", "dialogue report, English, held back"),
];

#[test]
fn the_table_of_figures_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut table = String::from(
        "| sample | listed recall | listed precision | narrative F1 | boundaries | first objective | first cluster |\n|---|---|---|---|---|---|---|\n",
    );
    for (name, what) in TABLE {
        let stem = name.split('.').next().unwrap();
        let gold = root.join("tests/gold").join(format!("{stem}.gold.jsonl"));
        let m = measure(&root.join("sample-data").join(name), &gold);
        let cell = |value: Option<f64>| value.map_or("–".to_string(), |v| format!("{v:.2}"));
        let cells = [
            m.explicit_recall,
            m.listed_precision,
            m.narrative_f1,
            m.boundary_f1,
            m.objective_top1,
            m.cluster_top1,
        ];
        table.push_str(&format!("| {what} | {} |\n", cells.map(cell).join(" | ")));
    }
    let path = root.join("src/figures.md");
    if std::env::var_os("RENEW_FIGURES").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let renew = "renew it with: RENEW_FIGURES=1 cargo test --test gold the_table";
    assert_eq!(std::fs::read_to_string(&path).unwrap(), table, "{renew}");
}
