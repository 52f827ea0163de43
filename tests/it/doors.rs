//! The table of what doors must hold against, `tests/DOORS.md`: every test that
//! it names is there.

use std::fs;
use std::path::Path;
use xtask::paths;

/// Holes that others had; the table has each.
const HOLES: [&str; 14] = [
    "CVE-2018-9035",
    "CVE-2020-10101",
    "CVE-2021-3741",
    "CVE-2022-29701",
    "CVE-2022-40816",
    "CVE-2024-33668",
    "CVE-2025-21628",
    "CVE-2026-107393",
    "CVE-2026-115725",
    "CVE-2026-40569",
    "CVE-2026-40591",
    "CVE-2026-44211",
    "CVE-2026-7792",
    "CWE-352",
];
/// Lines of OWASP ASVS 5 that fit; the table has each.
const ASVS: [&str; 27] = [
    "2.3.3", "2.3.4", "2.4.1", "2.4.2", "3.3.1", "3.3.2", "3.3.4", "3.4.1", "3.4.2", "3.4.3", "3.4.6", "3.5.1", "3.5.5", "3.6.1", "6.3.1",
    "7.2.4", "7.3.1", "7.3.2", "7.4.1", "7.4.2", "8.2.1", "14.2.1", "14.2.7", "14.3.2", "16.2.5", "16.3.2", "16.5.3",
];

#[test]
fn every_test_that_the_table_names_is_there() {
    let table = fs::read_to_string(paths::root().join("tests/DOORS.md")).unwrap();
    let mut named = 0;
    for row in table.lines().filter(|line| line.starts_with("| ")).skip(2) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [_, _, tests] = cells.as_slice() else { panic!("three cells: {row}") };
        // Each is `file::function`, in backticks.
        let mut found = 0;
        for test in tests.split('`').skip(1).step_by(2) {
            let (file, function) = test.split_once("::").unwrap_or_else(|| panic!("{test}: file::function"));
            let text = fs::read_to_string(paths::root().join(Path::new(file))).unwrap_or_default();
            assert!(text.contains(&format!("fn {function}(")), "there is no {test}");
            found += 1;
        }
        assert!(found > 0 || tests.starts_with("none: "), "a test, or a reason for none: {row}");
        named += found;
    }
    assert!(named > 50, "{named}");
    let missing: Vec<_> = HOLES.iter().chain(&ASVS).filter(|name| !table.contains(**name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
