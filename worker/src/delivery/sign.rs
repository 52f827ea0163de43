//! RS256, by the platform's own cryptography (WebCrypto): a library for RSA
//! would weigh more than all channels together.

use crate::token;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use worker::wasm_bindgen_futures::JsFuture;

/// A text's signature under a private key in PEM (PKCS #8), in base 64 for
/// addresses; none if the key is none.
pub async fn rs256(key: &str, text: &str) -> Option<String> {
    let der = der(key)?;
    signed(&der, text).await.ok()
}

async fn signed(der: &[u8], text: &str) -> Result<String, JsValue> {
    let subtle = Reflect::get(&Reflect::get(&js_sys::global(), &"crypto".into())?, &"subtle".into())?;
    let call = |name: &str, given: &[JsValue]| -> Result<JsFuture, JsValue> {
        let function: Function = Reflect::get(&subtle, &name.into())?.dyn_into()?;
        Ok(JsFuture::from(Reflect::apply(&function, &subtle, &given.iter().collect::<Array>())?.dyn_into::<Promise>()?))
    };
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"RSASSA-PKCS1-v1_5".into())?;
    Reflect::set(&algorithm, &"hash".into(), &"SHA-256".into())?;
    let uses = Array::of1(&"sign".into());
    let key =
        call("importKey", &["pkcs8".into(), Uint8Array::from(der).into(), algorithm.clone().into(), false.into(), uses.into()])?.await?;
    let made = call("sign", &[algorithm.into(), key, Uint8Array::from(text.as_bytes()).into()])?.await?;
    Ok(token::base64url(&Uint8Array::new(&made).to_vec()))
}

/// What stands between the lines of a PEM (RFC 7468).
fn der(pem: &str) -> Option<Vec<u8>> {
    let body = pem.trim().strip_prefix("-----BEGIN PRIVATE KEY-----")?.strip_suffix("-----END PRIVATE KEY-----")?;
    token::from_base64(&body.split_whitespace().collect::<String>()).filter(|der| !der.is_empty())
}

#[cfg(test)]
mod tests {
    use super::der;

    #[test]
    fn a_key_is_read_whatever_its_line_breaks() {
        let pem = |body: &str| der(&format!("-----BEGIN PRIVATE KEY-----{body}-----END PRIVATE KEY-----\n"));
        assert_eq!(pem("\nAQID\r\nBA==\r\n"), Some(vec![1, 2, 3, 4]));
        assert_eq!((pem(""), pem("%"), der("AQID")), (None, None, None));
    }
}
