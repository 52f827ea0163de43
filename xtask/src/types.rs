//! The types of what shops' programs may call (`www/madoguchi.d.ts`), judged by
//! TypeScript's own compiler over a program that uses all of them.

use crate::{cmd, node, paths};
use anyhow::Result;

/// Fails where the types don't hold together, or miss what that program uses.
pub fn judge() -> Result<()> {
    let mut tsc = node::script("typescript/bin/tsc")?;
    tsc.args(["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--module", "esnext", "--moduleResolution", "bundler"]);
    tsc.arg("tests/types/usage.ts").current_dir(paths::root());
    cmd::run(&mut tsc, "pass the types of www/madoguchi.d.ts")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;

    /// Names that follow a word in a file, as in `options.lang`.
    fn named(file: &str, word: &str) -> BTreeSet<String> {
        let text = fs::read_to_string(paths::www().join(file)).unwrap();
        let name = |rest: &str| rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
        let whole = |before: &str| !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
        let parts = || text.split(word);
        parts().zip(parts().skip(1)).filter(|(before, _)| whole(before)).map(|(_, rest)| name(rest)).collect()
    }

    /// What an interface of the types has.
    fn fields(interface: &str) -> BTreeSet<String> {
        let types = fs::read_to_string(paths::www().join("madoguchi.d.ts")).unwrap();
        let all = types.split(&format!("export interface {interface} ")).nth(1).unwrap().split("\n}").next().unwrap();
        let (_, all) = all.split_once("{\n").unwrap();
        let name = |line: &str| line.trim().trim_start_matches("readonly ").split(['?', ':', '(', '<']).next().unwrap().to_owned();
        all.lines().map(name).filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())).collect()
    }

    #[test]
    fn the_options_are_those_that_are_read() {
        let told = fields("MadoguchiOptions");
        let read = [("embed.js", "options."), ("embed.js", "own."), ("inline.js", "own."), ("panel.js", "options."), ("page.js", "data.")];
        let read: BTreeSet<_> = read.into_iter().flat_map(|(file, word)| named(file, word)).filter(|name| !name.is_empty()).collect();
        assert_eq!(told, read);
    }

    /// As an attribute is written: `openOn` is `data-open-on`.
    fn attribute(option: &str) -> String {
        let dashed = option.chars().flat_map(|c| [c.is_ascii_uppercase().then_some('-'), Some(c.to_ascii_lowercase())]).flatten();
        "data-".chars().chain(dashed).collect()
    }

    #[test]
    fn the_pages_for_owners_name_all_that_there_is_and_nothing_else() {
        let own: BTreeSet<_> = fields("MadoguchiWidget").into_iter().chain(fields("MadoguchiGlobal")).collect();
        let options: BTreeSet<_> = fields("MadoguchiOptions").iter().map(|option| attribute(option)).collect();
        // Of elements that open the panel, and of this sentence's other half.
        let more = ["data-topic", "data-order", "data-answer", "data-"];
        for page in fs::read_dir(paths::www().join("install")).unwrap().map(|entry| entry.unwrap().path()) {
            let text = fs::read_to_string(&page).unwrap();
            let words = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.');
            for word in text.split(words).map(|word| word.trim_end_matches('.')) {
                let known = word.strip_prefix("Madoguchi.").is_none_or(|call| own.contains(call));
                let known = known && (!word.starts_with("data-") || options.contains(word) || more.contains(&word));
                assert!(known, "{}: {word}", page.display());
            }
            if ["options.html", "en.html"].iter().any(|all| page.ends_with(all)) {
                let calls = own.iter().filter(|name| !["shop", "host", "version"].contains(&name.as_str()));
                let missing: Vec<_> =
                    calls.filter(|name| !text.contains(&format!("Madoguchi.{name}")) && !text.contains(&format!("/ {name}("))).collect();
                assert_eq!(missing, Vec::<&String>::new(), "{}", page.display());
                // A nonce is the tag's own.
                let missing: Vec<_> = options.iter().filter(|name| *name != "data-nonce" && !text.contains(name.as_str())).collect();
                assert_eq!(missing, Vec::<&String>::new(), "{}", page.display());
                let missing: Vec<_> =
                    fields("MadoguchiEvents").into_iter().filter(|name| !text.contains(&format!("<code>{name}</code>"))).collect();
                assert_eq!(missing, Vec::<String>::new(), "{}", page.display());
            }
        }
    }
}
