//! Every call of the API, out of `openapi.json`: a new one can't be forgotten.

use serde_json::Value;
use std::fs;
use xtask::paths;

/// One call.
#[derive(Clone, Debug)]
pub struct Route {
    /// In upper case.
    pub method: String,
    /// With parameters in braces.
    pub path: String,
    /// Its stable name.
    pub id: String,
    /// Who holds the token that it takes: `receipt`, `owner`, `desk`,
    /// `installation`; none if it takes none.
    pub holder: Option<String>,
    /// Whether it takes a body.
    pub takes_body: bool,
}

/// All calls.
pub fn all() -> Vec<Route> {
    let document: Value = serde_json::from_str(&fs::read_to_string(paths::openapi()).unwrap()).unwrap();
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            let holder =
                call["security"].as_array().unwrap().first().map(|scheme| scheme.as_object().unwrap().keys().next().unwrap().clone());
            routes.push(Route {
                method: method.to_uppercase(),
                path: path.clone(),
                id: call["operationId"].as_str().unwrap().to_owned(),
                holder,
                takes_body: call.get("requestBody").is_some(),
            });
        }
    }
    assert!(routes.len() > 15, "{}", routes.len());
    routes
}

impl Route {
    /// The address for these names; any other parameter names nothing.
    pub fn at(&self, shop: &str, desk: &str, ticket: &str) -> String {
        let mut path = self.path.replace("{shop}", shop).replace("{desk}", desk).replace("{ticket}", ticket);
        while let (Some(start), Some(end)) = (path.find('{'), path.find('}')) {
            path.replace_range(start..=end, "7K3M-9QXT-2HFA");
        }
        path
    }
}
