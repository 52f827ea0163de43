//! Stand-ins for services, in tests: one address under which each host of a
//! service is a folder.

use worker::Env;

/// The development setting: `https://api.example/v2/x` is asked for at
/// `{STAND_INS}/api.example/v2/x`. Only heard beside `ALLOW_LOOPBACK`; never
/// set in a deployment.
const STAND_INS: &str = "STAND_INS";

/// Where `url` is asked for.
pub fn address(env: &Env, url: &str, loopback: bool) -> String {
    let place = env.var(STAND_INS).ok().filter(|_| loopback).map(|place| place.to_string());
    instead(url, place.as_deref())
}

fn instead(url: &str, place: Option<&str>) -> String {
    match (place, url.strip_prefix("https://")) {
        (Some(place), Some(rest)) => [place, "/", rest].concat(),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::instead;

    #[test]
    fn only_public_addresses_have_one_and_only_where_it_was_said() {
        let place = Some("http://127.0.0.1:9");
        assert_eq!(instead("https://api.example/v2/x?y", place), "http://127.0.0.1:9/api.example/v2/x?y");
        assert_eq!(instead("http://127.0.0.1:7/hook", place), "http://127.0.0.1:7/hook");
        assert_eq!(instead("https://api.example/v2", None), "https://api.example/v2");
    }
}
