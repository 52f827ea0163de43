//! Cookies that no script can read, set by our own origin for one path.

/// Whether our own origin is reached in the clear: on the machine of who
/// develops, and nowhere else.
fn in_the_clear(origin: &str) -> bool {
    ["http://localhost", "http://127.0.0.1", "http://[::1]"].iter().any(|start| {
        let rest = origin.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    })
}

/// What begins its name where it is sent over TLS alone: no page in the clear
/// can set one of that name.
fn prefix(origin: &str) -> &'static str {
    if in_the_clear(origin) { "" } else { "__Secure-" }
}

/// What sets it. `same_site` is `Lax` where a link on another site may open
/// what it opens, else `Strict`; without seconds it lasts as long as the browser runs.
pub fn set(origin: &str, (name, value): (&str, &str), path: &str, seconds: Option<u64>, same_site: &str) -> String {
    let lasts = seconds.map(|seconds| ["; Max-Age=", &seconds.to_string()].concat()).unwrap_or_default();
    let prefix = prefix(origin);
    let secure = if prefix.is_empty() { "" } else { "; Secure" };
    [prefix, name, "=", value, "; Path=", path, &lasts, "; HttpOnly; SameSite=", same_site, secure].concat()
}

/// Its value in a `Cookie` header.
pub fn read<'a>(origin: &str, name: &str, header: &'a str) -> Option<&'a str> {
    let prefix = prefix(origin);
    header.split(';').find_map(|pair| pair.trim().strip_prefix(prefix)?.strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_out_of_reach_and_over_tls_but_on_the_machine_of_who_develops() {
        let set = |origin: &str| set(origin, ("session", "abc"), "/v1/desks/demo", None, "Strict");
        let rest = "session=abc; Path=/v1/desks/demo; HttpOnly; SameSite=Strict";
        assert_eq!(set("https://desk.example"), format!("__Secure-{rest}; Secure"));
        assert_eq!(set("http://127.0.0.1:8787"), rest);
        assert_eq!(set("http://localhost"), rest);
        for elsewhere in ["http://localhost.evil.example", "http://desk.example", "http://127.0.0.1.example:80", ""] {
            assert_eq!(set(elsewhere), format!("__Secure-{rest}; Secure"), "{elsewhere}");
        }
    }

    #[test]
    fn it_is_found_among_others_by_its_whole_name() {
        let found = |header| read("https://desk.example", "receipt", header);
        assert_eq!(found("a=b; __Secure-receipt=abc; c=d"), Some("abc"));
        assert_eq!(found("__Secure-receipt=abc"), Some("abc"));
        for none in ["", "receipt=abc", "x__Secure-receipt=abc", "__Secure-receipts=abc", "a=__Secure-receipt=abc"] {
            assert_eq!(found(none), None, "{none}");
        }
        assert_eq!(read("http://localhost:1", "receipt", "receipt=abc"), Some("abc"));
    }
}
