//! The key screens: each is judged by axe, and pictured for people where
//! `SHOTS` names a folder.

use super::axe;
use super::browser::Browser;
use serde_json::json;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{fs, io::Write};

/// A phone's width and height, in CSS pixels.
const PHONE: (u32, u32) = (390, 844);

/// Has it judged, and takes `name.png`, `name-dark.png` and `name-phone.png`.
#[track_caller]
pub fn take(browser: &Browser, name: &str) {
    axe::judge(browser, name);
    let Some(folder) = std::env::var_os("SHOTS").map(PathBuf::from) else { return };
    fs::create_dir_all(&folder).unwrap();
    let session = browser.session();
    if !session.is_chromium() {
        browser.come_to_rest();
        return write(&folder.join(format!("{name}.png")), &session.picture());
    }
    let save = |suffix: &str| {
        browser.come_to_rest();
        write(&folder.join(format!("{name}{suffix}.png")), &session.picture());
    };
    save("");
    session.scheme("dark");
    save("-dark");
    session.scheme("light");
    let (width, height) = PHONE;
    session.cdp("Emulation.setDeviceMetricsOverride", &json!({"width": width, "height": height, "deviceScaleFactor": 2, "mobile": true}));
    save("-phone");
    session.cdp("Emulation.clearDeviceMetricsOverride", &json!({}));
    session.scheme("");
}

/// Writes base 64 as bytes: the system's own program knows how.
fn write(file: &std::path::Path, base64: &str) {
    let out = fs::File::create(file).unwrap();
    let mut decode = Command::new("base64").arg("-d").stdin(Stdio::piped()).stdout(out).spawn().unwrap();
    decode.stdin.take().unwrap().write_all(base64.as_bytes()).unwrap();
    assert!(decode.wait().unwrap().success());
}
