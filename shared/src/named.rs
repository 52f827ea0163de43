//! Names in braces within a text: `{shop}` stands for the shop's name.

/// The text with what `value` gives for each name in it, which it is asked for
/// once for each time that it stands there; where it gives nothing the name
/// stays. A bracket around anything but `a-z` and `_` is one, and what is filled
/// in names nothing.
pub fn fill(text: &str, value: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let (mut filled, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let length = after.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
        let named = after.split_at_checked(length).filter(|(name, _)| !name.is_empty());
        let named = named.and_then(|(name, after)| Some((name, after.strip_prefix('}')?)));
        match named.and_then(|(name, after)| Some((value(name)?, after))) {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_filled_in_once_and_all_else_stays() {
        let filled = |text: &str| {
            fill(text, &mut |name| match name {
                "shop" => Some("{name}".into()),
                "name" => Some("山田".into()),
                _ => None,
            })
        };
        for (text, expected) in [
            ("{shop}の{name}様", "{name}の山田様"),
            ("{name}{name}", "山田山田"),
            ("{{name}}", "{山田}"),
            ("{unknown} {} {Name} { name } {name", "{unknown} {} {Name} { name } {name"),
            ("", ""),
            ("}{", "}{"),
        ] {
            assert_eq!(filled(text), expected);
        }
    }

    #[test]
    fn it_is_asked_for_each_name_and_for_nothing_else() {
        let mut asked = vec![];
        fill("{a}{} {b_c} {D} {a", &mut |name| {
            asked.push(name.to_owned());
            None
        });
        assert_eq!(asked, ["a", "b_c"]);
    }
}
