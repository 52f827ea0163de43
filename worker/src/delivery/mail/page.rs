//! A mail's page: a few parts, drawn as HTML and as text alike. All of its
//! texts are escaped here. Colours are the reader's own, but for the button,
//! so that it reads in the dark too.

use crate::hosted::{Html, tag};

/// A page.
pub struct Page<'a> {
    /// Its language.
    pub language: &'a str,
    /// What stands first.
    pub heading: &'a str,
    /// What follows.
    pub parts: Vec<Part>,
}

/// A part of a page.
pub enum Part {
    /// A paragraph of ours, or of the desk's.
    Lines(String),
    /// What a shopper wrote, under a label: each line behind a bar, so that none can pass for ours.
    Quoted(String, String),
    /// Rows of label and value, which may be a shopper's; where a value leads, if it does.
    Rows(Vec<(String, String, Option<String>)>),
    /// A button: its label, and where it leads.
    Button(String, String),
    /// Small print.
    Small(String),
}

const CELL: &str = "padding:6px 12px 6px 0;vertical-align:top;border-bottom:1px solid #8886;";
const FONT: &str = "font-family:-apple-system,'Segoe UI','Hiragino Sans','Noto Sans CJK JP',Meiryo,sans-serif;";

impl Page<'_> {
    /// As HTML, inline styles only.
    pub fn html(&self) -> String {
        let mut html = Html::with_room(8 * 1024);
        html.raw("<!doctype html><html").attr("lang", tag(self.language));
        html.raw("><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        html.raw("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\">");
        html.raw("<meta name=\"format-detection\" content=\"telephone=no\">");
        html.el("<title>", self.heading, "</title></head><body style=\"margin:0;padding:16px\"><div style=\"");
        html.raw(FONT).raw("font-size:16px;line-height:1.6;max-width:600px;overflow-wrap:anywhere\">");
        html.el("<h1 style=\"font-size:18px;line-height:1.4;margin:0 0 12px\">", self.heading, "</h1>");
        for part in &self.parts {
            match part {
                Part::Lines(text) => {
                    html.el("<p style=\"margin:0 0 12px;white-space:pre-wrap\">", text, "</p>");
                }
                Part::Quoted(label, text) => {
                    html.el("<p style=\"margin:12px 0 4px;font-weight:bold\">", label, "</p><blockquote style=\"");
                    html.raw("margin:0 0 12px;padding:0 0 0 12px;border-left:3px solid #888;white-space:pre-wrap\">");
                    words(&mut html, text);
                    html.raw("</blockquote>");
                }
                Part::Rows(rows) => rows_of(&mut html, rows),
                Part::Button(label, href) => {
                    html.raw("<p style=\"margin:16px 0\"><a").attr("href", href);
                    html.raw(" style=\"display:inline-block;padding:12px 20px;border-radius:8px;background:#245e7e;color:#fff;");
                    html.el("text-decoration:none;font-weight:bold\">", label, "</a></p>");
                }
                Part::Small(text) => {
                    html.el("<p style=\"margin:12px 0 0;font-size:13px;white-space:pre-wrap\">", text, "</p>");
                }
            }
        }
        html.raw("</div></body></html>");
        html.into_string()
    }

    /// As text.
    pub fn text(&self) -> String {
        let mut text = self.heading.to_owned();
        for part in &self.parts {
            text.push_str("\n\n");
            match part {
                Part::Lines(lines) | Part::Small(lines) => text.push_str(lines),
                Part::Quoted(label, quoted) => {
                    text.push_str(label);
                    for line in broken(quoted).split('\n') {
                        text.push_str("\n> ");
                        text.push_str(line);
                    }
                }
                Part::Rows(rows) => {
                    let rows = rows.iter().map(|(label, value, _)| [label, ": ", &broken(&value.replace('\n', " "))].concat());
                    text.push_str(&rows.collect::<Vec<_>>().join("\n"));
                }
                Part::Button(label, href) => {
                    text.push_str(label);
                    text.push('\n');
                    text.push_str(href);
                }
            }
        }
        text.push('\n');
        text
    }
}

fn rows_of(html: &mut Html, rows: &[(String, String, Option<String>)]) {
    html.raw("<table role=\"presentation\" style=\"border-collapse:collapse;width:100%;margin:0 0 12px\">");
    for (label, value, href) in rows {
        html.raw("<tr><th scope=\"row\" style=\"").raw(CELL).el("text-align:left;font-weight:bold;width:30%\">", label, "</th>");
        html.raw("<td style=\"").raw(CELL).raw("white-space:pre-wrap\">");
        match href {
            Some(href) => {
                html.raw("<a").attr("href", href).el(" style=\"color:inherit\">", value, "</a>");
            }
            None => words(html, value),
        }
        html.raw("</td></tr>");
    }
    html.raw("</table>");
}

fn words(html: &mut Html, text: &str) {
    html.text(&broken(text));
}

/// Mail programs make a link of whatever looks like an address: where the
/// shopper's words hold one it is broken up, and still reads.
fn broken(text: &str) -> String {
    text.replace("://", ": //")
}
