//! A robot at the form, and a person who uses the keyboard.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::wait::until;
use serde_json::json;

#[test]
fn a_robot_fills_in_what_nobody_sees_and_the_desk_sees_why_it_is_aside() {
    let site = Site::open("robot");
    let shop = &site.shop;
    let robot = site.visit();
    let panel = Panel(&robot);
    let form = Form(&panel);
    form.begin("機械", "080-1234-5678");
    let unseen = "
        const field = root.querySelector('.trap'), box = field.getBoundingClientRect(), dialog = root.querySelector('#panel').getBoundingClientRect();
        const beside = box.right <= dialog.left || box.bottom <= dialog.top;
        return beside && field.tabIndex < 0 && field.getAttribute('aria-hidden') == 'true' && field.autocomplete == 'off';";
    assert_eq!(panel.script(unseen, &[]), true, "no person comes across it");
    panel.script(
        "const field = root.querySelector('.trap'); field.value = 'https://robot.example'; field.dispatchEvent(new Event('input', { bubbles: true }));",
        &[],
    );
    form.send();
    let number = Receipt(&panel).wait();
    let row = until("the desk has it", || shop.row(&number));
    let ticket = &row["data"]["ticket"];
    assert_eq!((&ticket["state"], &ticket["pitch"][0]["code"]), (&json!("set_aside"), &json!("trap_filled")));

    let desk = Browser::start("ja");
    crate::harness::screens::desk::Desk(&desk).open(&house().url(), &shop.desk, &shop.desk_token);
    desk.click("[data-list='list.set_aside']");
    crate::harness::screens::desk::Desk(&desk).open_ticket(&number);
    let script = "return document.querySelector('#card').innerText.includes('自動送信の疑い')";
    desk.eventually("the desk's page says why", script, &[]);
}
