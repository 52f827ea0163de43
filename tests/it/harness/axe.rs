//! axe-core, which finds what keeps people out: names that are missing, roles
//! that don't fit, contrasts that are too low, targets that are too small.

use super::browser::Browser;
use serde_json::{Value, json};
use std::fs;
use std::sync::OnceLock;
use xtask::node;

/// Judges our part of a shop's page, or the whole of a page of ours. Its answer
/// is a line for each fault.
const JUDGE: &str = "
    const ours = document.querySelector('madoguchi-panel, madoguchi-widget');
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    // A panel is beside the page's landmarks, not in one; that is judged where the page is ours.
    const rules = { 'target-size': { enabled: true }, region: { enabled: !ours } };
    // What the looks decide; all else is as it was in another colour and width.
    const looks = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];
    const options = arguments[0] ? { runOnly: { type: 'rule', values: looks } } : { runOnly: tags, rules };
    return axe.run(ours ?? document, { ...options, resultTypes: ['violations'] }).then(({ violations }) =>
      violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.any.concat(node.all, node.none).map((check) => check.message).join('; ')}`)));";

fn source() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| fs::read_to_string(node::modules().join("axe-core/axe.min.js")).unwrap())
}

/// Asserts that axe finds nothing in what is shown: as it is, and dark on a phone.
#[track_caller]
pub fn judge(browser: &Browser, state: &str) {
    let session = browser.session();
    if !session.is_chromium() {
        return;
    }
    let mut found = Vec::new();
    let mut look = |how: &str, looks: bool| {
        browser.come_to_rest();
        found.extend(faults(browser, looks).into_iter().map(|fault| format!("{state}, {how}: {fault}")));
    };
    look("light", false);
    session.scheme("dark");
    session.resize(390, 844);
    look("dark, phone", true);
    session.scheme("");
    session.resize_back();
    assert!(found.is_empty(), "axe finds:\n{}", found.join("\n"));
}

fn faults(browser: &Browser, looks: bool) -> Vec<String> {
    let session = browser.session();
    if session.script("return !window.axe", &[]) == true {
        session.script(source(), &[]);
    }
    // It waits, which only a page with scripts can.
    let allowed = session.allow_scripts(true);
    let found = session.script(JUDGE, &[json!(looks)]);
    session.allow_scripts(allowed);
    let lines = found.as_array().unwrap_or_else(|| panic!("axe did not run: {found}"));
    lines.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
}

/// Asserts that axe notices a fault: whoever finds nothing must be awake.
#[track_caller]
pub fn is_awake(browser: &Browser) {
    let plant = "
        const root = document.querySelector('madoguchi-panel').shadowRoot;
        const planted = Object.assign(document.createElement('button'), { id: 'planted' });
        const pale = Object.assign(document.createElement('p'), { id: 'pale', textContent: 'pale' });
        pale.style.cssText = 'color:#777;background:#888';
        root.querySelector('.body').append(planted, pale);";
    browser.session().script(plant, &[]);
    let found = faults(browser, false);
    assert!(found.iter().any(|line| line.starts_with("button-name: ") && line.contains("planted")), "{found:?}");
    let found = faults(browser, true);
    assert!(found.iter().any(|line| line.starts_with("color-contrast: ") && line.contains("pale")), "{found:?}");
    let pull = "document.querySelector('madoguchi-panel').shadowRoot.querySelectorAll('#planted, #pale').forEach((one) => one.remove())";
    assert_eq!(browser.session().script(pull, &[]), Value::Null);
    assert_eq!(json!(faults(browser, false)), json!([]));
}
