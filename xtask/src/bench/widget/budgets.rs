//! The budgets of the shopper's side, and what was measured against them.

use serde_json::Value;

/// A figure: what it tells, where it stands among the figures, its unit, and
/// what it may be at most; none: told beside.
type Line = (&'static str, &'static str, &'static str, Option<f64>);

const LINES: [Line; 31] = [
    ("before the shopper acts: bytes", "/load/with/bytes", "B", Some(2_048.0)),
    ("before the shopper acts: requests", "/load/with/requests", "", Some(1.0)),
    ("before the shopper acts: stored", "/load/with/stored", "", Some(0.0)),
    ("page without it, loaded", "/load/bare/load", "ms", None),
    ("page with it over page without it: loaded", "/load/ratio/load", "×", None),
    ("page with it over page without it: first drawn", "/load/ratio/drawn", "×", None),
    ("launcher there over page without it loaded", "/load/ratio/launcher", "×", None),
    ("long tasks at load, more than of the page alone", "/load/long", "ms", Some(0.0)),
    ("long tasks at load, all", "/load/with/long", "ms", None),
    ("long tasks at load, all, prefetching", "/load/prefetching/long", "ms", None),
    ("layout shift at load", "/load/with/moved", "", Some(0.0)),
    ("layout shift at load and opening", "/open/cold/moved", "", Some(0.0)),
    ("open to usable, cold", "/open/cold/answered", "ms", Some(700.0)),
    ("open to usable, cold: drawn", "/open/cold/drawn", "ms", None),
    ("open to usable, prefetched", "/open/prefetched/answered", "ms", Some(50.0)),
    ("open to usable, prefetched: drawn", "/open/prefetched/drawn", "ms", None),
    ("open to usable, the pointer came first", "/open/intent/answered", "ms", Some(50.0)),
    ("open to usable, cold, 1,000 questions", "/open/large/answered", "ms", None),
    ("open to usable, prefetched, 1,000 questions", "/open/large_prefetched/answered", "ms", None),
    ("settings and 60 questions", "/open/cold/settings", "B", Some(15_360.0)),
    ("settings and 60 questions, packed at best", "/settings_at_best/small", "B", None),
    ("settings and 1,000 questions", "/open/large/settings", "B", Some(61_440.0)),
    ("settings and 1,000 questions, packed at best", "/settings_at_best/large", "B", None),
    ("all that is fetched, open, 60 questions", "/open/cold/bytes", "B", None),
    ("the same with headers", "/open/cold/wire", "B", None),
    ("the first keystroke among 1,000 questions", "/keystroke/first", "ms", Some(8.0)),
    ("a later keystroke among 1,000 questions, p99", "/keystroke/answered/p99", "ms", Some(8.0)),
    ("a later keystroke among 1,000 questions, laid out, p99", "/keystroke/laid_out/p99", "ms", None),
    ("memory after search, request, receipt: wasm and script", "/memory/after/all", "B", Some(8_388_608.0)),
    ("memory that openings add: wasm", "/memory/grown/wasm", "B", Some(0.0)),
    ("memory that openings add: script", "/memory/grown/js", "B", Some(65_536.0)),
];

/// A line for each figure, with a mark where it has a budget.
pub fn table(figures: &Value) -> String {
    LINES.iter().map(|line| row(figures, line)).collect::<Vec<_>>().join("\n")
}

fn row(figures: &Value, &(what, place, unit, most): &Line) -> String {
    let Some(figure) = figures.pointer(place).and_then(Value::as_f64) else { return format!("  ? {what}: not measured") };
    let mark = match most {
        None => ' ',
        Some(most) if figure <= most => '✓',
        Some(_) => '✗',
    };
    let most = most.map(|most| format!("of {} {unit}", shown(most))).unwrap_or_default();
    format!("  {mark} {what:<58}{:>12} {unit:<2} {most}", shown(figure))
}

/// Whole, or with two decimals; thousands apart.
fn shown(figure: f64) -> String {
    let text = if figure.fract() == 0.0 { format!("{figure:.0}") } else { format!("{figure:.2}") };
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 && !out.ends_with('-') {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_tells_whether_its_budget_is_kept() {
        let figures = json!({"open": {"cold": {"answered": 1700.5}}, "load": {"with": {"bytes": 2000}}});
        let line = ("it", "/open/cold/answered", "ms", Some(700.0));
        assert!(row(&figures, &line).starts_with("  ✗ it ") && row(&figures, &line).ends_with("1,700.50 ms of 700 ms"));
        assert!(row(&figures, &("it", "/load/with/bytes", "B", Some(2_048.0))).starts_with("  ✓ it"));
        assert_eq!(row(&figures, &("it", "/none", "B", None)), "  ? it: not measured");
    }
}
