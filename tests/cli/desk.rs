//! A folder with a store and a report in it, and the program run on them.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A report small enough to see through: four listed recommendations.
pub const REPORT: &str = "Report of the Fictional Dialogue on Migration

Held in Rivertown on 4 and 5 May 2023

Introduction

The dialogue brought together thirty delegations from two regions.

Recommendations

- Collect and share disaggregated data on migration between statistical offices.
- Strengthen search and rescue so that lives are saved at sea.
- Reduce the cost of remittances.
- Combat trafficking in persons and protect the victims of trafficking.
";

/// A folder of its own with a store in it.
pub struct Desk {
    pub folder: tempfile::TempDir,
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// An empty folder.
    pub fn empty() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    /// A store with the small report in it.
    pub fn with_report() -> Desk {
        let desk = Desk::empty();
        let report = desk.write("report.txt", REPORT);
        assert_eq!(desk.run(&["import", report.to_str().unwrap()]).code, 0);
        desk
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file in the folder.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The program with the store and the reviewer Amina, in the folder, away from the user's own settings.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.current_dir(self.folder.path());
        command.env("RAPPORTEUR_CONFIG_DIR", self.path("config"));
        command.env("RAPPORTEUR_DB", "store.db").env("RAPPORTEUR_REVIEWER", "Amina");
        command.stdin(std::process::Stdio::null());
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command().args(arguments).output().unwrap())
    }

    /// Runs the program, which must succeed, and parses each line of its output as JSON.
    pub fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// The ids of all recommendations, in reading order.
    pub fn ids(&self) -> Vec<String> {
        self.json(&["list", "--format", "jsonl"])
            .iter()
            .map(|r| r["id"].as_str().unwrap().to_string())
            .collect()
    }
}

impl Ran {
    /// What an ended process printed.
    pub fn of(output: Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Whether a program can be given a small disk of its own to fill up.
#[allow(dead_code)]
pub fn can_mount() -> bool {
    let script = "mount -t tmpfs -o size=64k none /tmp";
    let probe = Command::new("unshare").args(["--map-root-user", "--mount", "sh", "-c", script]).output();
    probe.is_ok_and(|ran| ran.status.success())
}
