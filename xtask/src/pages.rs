//! A shop's own web server, as small as it can be: the demo and the tests need
//! pages on another origin than the worker's.

use crate::paths;
use crate::web::{Outgoing, WebServer};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Stands in the pages for the address of the worker.
pub const PLACEHOLDER: &str = "https://madoguchi.example";

/// Pages being served; dropping it stops that.
pub struct ShopPages {
    server: WebServer,
}

impl ShopPages {
    /// Serves a folder on this machine, with `worker` in the place of
    /// [`PLACEHOLDER`] in every page. Port 0 takes any that is free.
    ///
    /// `headers` are sent with every page, for shops with a policy of theirs.
    pub fn serve(folder: impl Into<PathBuf>, port: u16, worker: &str, headers: &[(&str, &str)]) -> Result<Self> {
        let folder = folder.into();
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let site = Site { folder, worker: worker.to_owned(), headers };
        let what = format!("could not serve {}", paths::shown(&site.folder));
        let server = WebServer::start(port, move |incoming| site.answer(&incoming.target)).context(what)?;
        Ok(Self { server })
    }

    /// Where the pages are, such as `http://localhost:8788`.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port())
    }

    /// The port of the pages.
    pub fn port(&self) -> u16 {
        self.server.port()
    }

    /// Every origin under which a browser may know the pages.
    pub fn origins(&self) -> Vec<String> {
        ["localhost", "127.0.0.1"].map(|host| format!("http://{host}:{}", self.port())).to_vec()
    }
}

struct Site {
    folder: PathBuf,
    worker: String,
    headers: Vec<(String, String)>,
}

impl Site {
    fn answer(&self, target: &str) -> Outgoing {
        let Some((kind, body)) = self.find(target) else {
            return Outgoing { status: 404, body: b"no such page".to_vec(), ..Outgoing::default() };
        };
        let mut headers = self.headers.clone();
        headers.push(("content-type".to_owned(), kind.to_owned()));
        Outgoing { status: 200, headers, body }
    }

    fn find(&self, url: &str) -> Option<(&'static str, Vec<u8>)> {
        let path = url.split(['?', '#']).next()?.trim_start_matches('/');
        if path.split('/').any(|part| part == "..") {
            return None;
        }
        let mut file = self.folder.join(path);
        if file.is_dir() {
            file.push("index.html");
        }
        let body = fs::read(&file).ok()?;
        let kind = media_type(&file);
        if kind.starts_with("text/html") {
            let page = String::from_utf8(body).ok()?;
            return Some((kind, page.replace(PLACEHOLDER, &self.worker).into_bytes()));
        }
        Some((kind, body))
    }
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_name_the_worker_and_nothing_outside_is_served() {
        let folder = std::env::temp_dir().join(format!("madoguchi-pages-{}", std::process::id()));
        fs::create_dir_all(folder.join("inner")).unwrap();
        fs::write(folder.join("index.html"), format!("<script src={PLACEHOLDER}/embed.js>")).unwrap();
        let pages = ShopPages::serve(folder.join("."), 0, "http://localhost:1", &[("x-shop", "demo")]).unwrap();
        let mut answer = ureq::get(format!("{}/?sku=1", pages.url().replace("localhost", "127.0.0.1"))).call().unwrap();
        assert_eq!(answer.headers().get("x-shop").unwrap(), "demo");
        assert_eq!(answer.body_mut().read_to_string().unwrap(), "<script src=http://localhost:1/embed.js>");
        let outside = format!("http://127.0.0.1:{}/inner/../../x", pages.port());
        assert!(ureq::get(outside).call().is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
