//! Which known name was meant by one that isn't known.

/// From this similarity on (Jaro–Winkler, 0 to 1) a slip is likelier than
/// another meaning: `same_day_cutof` has 0.99 with its field, `colour` 0.81
/// with `country`.
const NEAR: f64 = 0.85;
/// Longest name that is compared, in bytes; all known ones are far shorter.
const MAX: usize = 64;

/// The nearest of `known`, if one is near.
pub fn nearest(given: &str, known: &[&'static str]) -> Option<&'static str> {
    if given.len() > MAX {
        return None;
    }
    let given = given.to_ascii_lowercase().replace(['-', ' '], "_");
    let rated = known.iter().map(|name| (likeness(&given, name), *name));
    rated.filter(|(near, _)| *near >= NEAR).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

/// In short names one slip weighs much: `uri` has 0.82 with `url`.
fn likeness(given: &str, name: &str) -> f64 {
    let one_slip = name.len() > 2 && strsim::osa_distance(given, name) == 1;
    strsim::jaro_winkler(given, name).max(if one_slip { NEAR } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topic::Topic;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let fields = ["name", "languages", "zone", "country", "origins", "accent", "caller_number", "service", "same_day_cutoff"];
        for (given, meant) in [
            ("same_day_cutof", Some("same_day_cutoff")),
            ("sameDayCutoff", Some("same_day_cutoff")),
            ("same-day-cutoff", Some("same_day_cutoff")),
            ("language", Some("languages")),
            ("origin", Some("origins")),
            ("nmae", Some("name")),
            ("Name", Some("name")),
            ("callernumber", Some("caller_number")),
            ("zones", Some("zone")),
            ("colour", None),
            ("phone", None),
            ("", None),
            ("窓口", None),
        ] {
            assert_eq!(nearest(given, &fields), meant, "{given}");
        }
        let slugs: Vec<_> = Topic::ALL.iter().map(|topic| topic.slug()).collect();
        for (given, meant) in
            [("sizefit", Some("size_fit")), ("order_cancelation", Some("order_cancel")), ("recipe", Some("receipt")), ("banana", None)]
        {
            assert_eq!(nearest(given, &slugs), meant, "{given}");
        }
        assert_eq!(nearest(&"name".repeat(1_000_000), &fields), None);
    }
}
