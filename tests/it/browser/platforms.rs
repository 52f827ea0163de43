//! Shop systems: what the instructions say to paste is pasted into pages as
//! those systems write them, and the product comes along.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::run_folder;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shop::Shop;
use crate::harness::wait::until;
use serde_json::{Value, json};
use std::fs;
use xtask::pages::{PLACEHOLDER, ShopPages};
use xtask::paths;

/// A page, the instructions whose line it holds, what is in its address, and
/// the product that it is about.
const PAGES: [(&str, &str, &str, [&str; 4]); 10] = [
    ("shopify", "shopify", "", ["帆布トート", "8012", "￥6,800～", "バッグ"]),
    ("shopify", "shopify", "?variant=44002", ["帆布トート - 藍", "TOTE-I", "￥7,400", "バッグ"]),
    ("shopify-globals", "shopify", "", ["Harbour mug - Ink", "MUG-I", "A$26.00", "Mugs"]),
    ("ec-cube", "ec-cube", "", ["茶葉 & 茶器「結」 300g", "cha-300", "￥4,320", ""]),
    ("ec-cube-broken", "ec-cube", "", ["急須", "", "￥5,500", ""]),
    ("colorme", "colorme", "?pid=150001", ["手ぬぐい 青海波", "TN-SEIGAIHA", "￥1,650", ""]),
    ("base", "base", "", ["真鍮のしおり", "", "￥2,200", ""]),
    ("recommended", "html", "", ["深鉢", "FB-1", "￥3,300～", ""]),
    ("list", "html", "", ["", "", "", ""]),
    ("ec-cube", "gtm", "", ["茶葉 & 茶器「結」 300g", "cha-300", "￥4,320", ""]),
];

#[test]
fn on_each_platform_the_line_works_as_the_instructions_give_it_and_the_product_comes_along() {
    let shop = Shop::open("platforms");
    let folder = run_folder::fresh("platforms");
    for module in ["page.js", "product.js"] {
        fs::copy(paths::www().join(module), folder.join(module)).unwrap();
    }
    for (page, instructions, _, _) in PAGES {
        let own = fs::read_to_string(paths::root().join(format!("tests/it/browser/platforms/{page}.html"))).unwrap();
        let line = snippet(instructions, &shop.name);
        let own = own.replace("</head>", "<link rel=\"icon\" href=\"data:,\">\n</head>").replace("</body>", &format!("{line}\n</body>"));
        fs::write(folder.join(format!("{page}-{instructions}.html")), own).unwrap();
    }
    let site = Site::of(shop, ShopPages::serve(folder, 0, &house().url(), &[]).unwrap());

    let shopper = Browser::start("ja");
    let panel = Panel(&shopper);
    for (page, instructions, query, own) in PAGES {
        shopper.session().go(&format!("{}{query}", site.page(&format!("{page}-{instructions}"))));
        panel.find(".launcher");
        let script = "return import('/page.js').then(({ context }) => context({}, 'ja').product)";
        let told = shopper.session().script(script, &[]);
        let seen = ["name", "sku", "price", "category"].map(|key| told[key].as_str().unwrap_or_default().replace('¥', "￥"));
        assert_eq!(seen, own.map(String::from), "{page}{query}");
    }
    // The last one is placed as Google Tag Manager does; the whole way on it.
    let form = Form(&panel);
    form.begin("山田 花子", "080-1234-5678");
    form.send();
    let number = Receipt(&panel).wait();
    let row = until("it is on the desk's list", || site.shop.row(&number));
    let product: &Value = &row["data"]["ticket"]["intake"]["product"];
    assert_eq!((&product["name"], &product["sku"]), (&json!("茶葉 & 茶器「結」 300g"), &json!("cha-300")));
    shopper.assert_silent();
}

/// Legacy systems write pages in EUC-JP; a script without an encoding of its
/// own would be read so.
#[test]
fn pages_in_another_encoding_show_our_words() {
    let site = Site::open("encoding");
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.text_is(".launcher", "お問い合わせ");
    let again = "document.querySelector('madoguchi-panel').remove(); delete window.Madoguchi;
        const own = document.querySelector('script[data-shop]'), made = document.createElement('script');
        made.charset = 'euc-jp'; made.dataset.shop = own.dataset.shop; made.src = own.src; own.replaceWith(made);";
    shopper.session().script(again, &[]);
    panel.text_is(".launcher", "お問い合わせ");
}

/// What the instructions of a platform say to paste.
fn snippet(instructions: &str, shop: &str) -> String {
    let page = fs::read_to_string(paths::www().join(format!("install/{instructions}.html"))).unwrap();
    let (_, rest) = page.split_once("<pre id=\"snippet\"><code>").unwrap();
    let (line, _) = rest.split_once("</code>").unwrap();
    let line = line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let line = line.replace("https://YOUR-INSTALLATION", PLACEHOLDER).replace("YOUR-SHOP", shop);
    // What Shopify puts in its place.
    line.replace("{{ request.locale.iso_code }}", "ja")
}
