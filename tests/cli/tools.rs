//! Programs that look at exports with other eyes. Where one is not there, a test says so and passes.

use super::desk::Desk;
use std::process::Command;

/// Runs a Python script in the desk's folder; false where Python or its module is missing.
pub fn python(desk: &Desk, module: &str, script: &str) -> bool {
    let run =
        |script: &str| Command::new("python3").args(["-c", script]).current_dir(desk.folder.path()).output();
    if !run(&format!("import {module}")).is_ok_and(|ran| ran.status.success()) {
        println!("skipped: no Python with {module} here");
        return false;
    }
    let ran = run(script).unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    true
}

/// Converts a file in the desk's folder with LibreOffice; the name of what came out, none where LibreOffice is missing
/// or cannot read the kind of file.
pub fn office(desk: &Desk, to: &str, file: &str) -> Option<String> {
    let profile = format!("-env:UserInstallation=file://{}", desk.path("office").display());
    let mut command = Command::new("soffice");
    command.args([&profile, "--headless", "--convert-to", to, "--outdir", "converted", file]);
    let ran = command.current_dir(desk.folder.path()).output();
    let name = format!("converted/{}.{to}", file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    if ran.is_ok() && desk.path(&name).exists() {
        return Some(name);
    }
    println!("skipped: no LibreOffice for {file} here");
    None
}
