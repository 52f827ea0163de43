//! Figures as a table for people, with their budgets.

use serde_json::Value;

/// A figure: what it tells, where it stands among the figures, its unit, and
/// what it may be at most; none: told beside.
pub type Line = (&'static str, &'static str, &'static str, Option<f64>);

/// A line for each figure, with a mark where it has a budget.
pub fn table(figures: &Value, lines: &[Line]) -> String {
    lines.iter().map(|line| row(figures, line)).collect::<Vec<_>>().join("\n")
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
