//! Tickets under kills: shoppers send, call off and send again while the
//! runtime dies and comes back; then the desk works off what it has, and every
//! side's books are compared.

use super::book::{Acknowledged, Faults, Outcome, judge, times};
use super::hook::Hook;
use crate::harness::random::Random;
use crate::harness::receiver::secret;
use crate::harness::run_folder;
use crate::harness::samples::draft;
use crate::harness::shop::{Accepted, Shop};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};
use xtask::seed::{Answer, Api};
use xtask::stack::{Stack, StackOptions};

/// Without any progress for so long, what is missing won't come.
const PATIENCE: Duration = Duration::from_secs(180);
/// Before a client asks again that had no answer.
const BACKOFF: Duration = Duration::from_millis(100);

/// How hard it is.
pub struct Plan {
    pub seed: u64,
    pub kills: usize,
    pub tickets: usize,
    /// Clients at once.
    pub clients: usize,
    /// Shops, each with a webhook and a desk.
    pub shops: usize,
    /// How many times faster than the world's the delivery's clock runs.
    pub pace: u32,
}

/// What the clients did and learned.
#[derive(Default)]
struct Front {
    begun: AtomicUsize,
    /// Posts, repeats included.
    posts: AtomicUsize,
    acknowledged: Mutex<Vec<Acknowledged>>,
    /// Marks of requests whose client went away without an answer.
    given_up: Mutex<Vec<String>>,
    faults: Mutex<Faults>,
}

/// Runs it on a stack of its own.
pub fn run(plan: &Plan) -> Outcome {
    println!("kills: seed {:#x}", plan.seed);
    let vars = vec![("DELIVERY_PACE".to_owned(), plan.pace.to_string())];
    let mut stack = Stack::start(StackOptions { vars, ..StackOptions::at(run_folder::fresh("kills")) }).unwrap();
    let api = Api::new(&stack.url());
    let hooks: Vec<Hook> = (0..plan.shops).map(|_| Hook::start()).collect();
    let shops: Vec<Shop> = hooks.iter().map(|hook| open(&api, &stack, hook)).collect();
    let front = Front::default();
    let mut phases = Phases(vec![("begun", Instant::now())]);

    std::thread::scope(|scope| {
        for client in 0..plan.clients {
            let (front, shops) = (&front, &shops);
            scope.spawn(move || shop_on(plan, client, front, shops));
        }
        kill(plan, &mut stack, &front);
    });
    phases.end("load");
    settle(&shops, &hooks, &front);
    phases.end("delivery");
    let listed: usize = std::thread::scope(|scope| {
        let desks: Vec<_> = shops.iter().map(|shop| scope.spawn(|| work_off(shop, &front))).collect();
        desks.into_iter().map(|desk| desk.join().unwrap()).sum()
    });
    phases.end("desk");
    settle(&shops, &hooks, &front);
    phases.end("its_delivery");
    let mut outcome = compare(plan, &shops, &hooks, listed, front);
    phases.end("comparison");
    outcome.figures["seconds"] = phases.seconds();
    outcome
}

/// When each part ended.
struct Phases(Vec<(&'static str, Instant)>);

impl Phases {
    fn end(&mut self, name: &'static str) {
        self.0.push((name, Instant::now()));
    }

    fn seconds(&self) -> Value {
        self.0.windows(2).map(|pair| (pair[1].0.to_owned(), json!((pair[1].1 - pair[0].1).as_secs()))).collect()
    }
}

fn open(api: &Api, stack: &Stack, hook: &Hook) -> Shop {
    let shop = Shop::made(api.clone(), stack.secret(), "killed");
    shop.furnish(10_000);
    shop.connect(&hook.url(), &secret());
    shop
}

/// Kills and starts again, spread over the whole load at random moments.
fn kill(plan: &Plan, stack: &mut Stack, front: &Front) {
    let random = &mut Random::new(plan.seed);
    for number in 0..plan.kills {
        // One of them strikes in each part of the load.
        let part = plan.tickets / plan.kills;
        let moment = number * part + random.below(part.max(1));
        while front.begun.load(Ordering::SeqCst) < moment {
            sleep(Duration::from_millis(1));
        }
        sleep(Duration::from_micros(random.next() % 100_000));
        stack.kill_hard();
        stack.restart().unwrap();
    }
}

/// One client: takes the next request until there is none.
fn shop_on(plan: &Plan, client: usize, front: &Front, shops: &[Shop]) {
    let random = &mut Random::new(plan.seed ^ (client as u64 + 1));
    loop {
        let number = front.begun.fetch_add(1, Ordering::SeqCst);
        if number >= plan.tickets {
            return;
        }
        let mark = format!("のしを付けられますか {number}");
        let (key, shop) = (format!("attack-{:x}-{number:08}", plan.seed), number % shops.len());
        let mut draft = draft();
        draft["message"] = json!(mark);
        if number.is_multiple_of(2) {
            draft["reply"] = json!("email");
            draft["email"] = json!("hanako@example.jp");
        }
        // Some go away when no answer comes.
        let patient = random.below(3) != 0;
        let post = || {
            front.posts.fetch_add(1, Ordering::SeqCst);
            let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
            shops[shop].api.send("POST", &shops[shop].path("/tickets"), &headers, &draft.to_string()).ok()
        };
        let Some(answer) = persist(patient, post) else {
            front.given_up.lock().unwrap().push(mark);
            continue;
        };
        let at = Instant::now();
        if answer.status != 201 {
            front.faults.lock().unwrap().add(format!("request {number}: {} {}", answer.status, answer.text));
            continue;
        }
        let accepted = Accepted::of(&answer);
        if random.below(8) == 0 {
            let again = persist(true, post).unwrap();
            front.faults.lock().unwrap().unless(again.text == answer.text, || format!("request {number}: another receipt: {}", again.text));
        }
        let cancelled = random.below(5) == 0;
        if cancelled {
            let path = shops[shop].path(&format!("/tickets/{}", accepted.id));
            let answer = persist(true, || shops[shop].api.call("DELETE", &path, Some(&accepted.token), None).ok()).unwrap();
            front.faults.lock().unwrap().unless(answer.status == 200, || format!("{path}: {} {}", answer.status, answer.text));
        }
        let (ticket, token) = (accepted.id, accepted.token);
        front.acknowledged.lock().unwrap().push(Acknowledged { shop, ticket, token, at, cancelled });
    }
}

/// Asks until there is an answer; who isn't patient asks once.
/// While the runtime starts it may answer that it isn't there yet.
fn persist(patient: bool, ask: impl Fn() -> Option<Answer>) -> Option<Answer> {
    let end = Instant::now() + PATIENCE;
    loop {
        match ask() {
            Some(answer) if answer.status < 500 || Instant::now() > end => return Some(answer),
            None if !patient => return None,
            _ => sleep(BACKOFF),
        }
    }
}

/// Waits until nothing is on its way any more. A dead letter ends as a fault.
fn settle(shops: &[Shop], hooks: &[Hook], front: &Front) {
    let (mut came, mut since) = (0, Instant::now());
    loop {
        let left: Vec<Value> = shops.iter().flat_map(Shop::undelivered).collect();
        if left.iter().all(|row| row["state"] == "dead") {
            for row in left {
                front.faults.lock().unwrap().add(format!("a dead letter: {row}"));
            }
            return;
        }
        let now = hooks.iter().map(Hook::count).sum();
        if now > came {
            (came, since) = (now, Instant::now());
        }
        if since.elapsed() > PATIENCE {
            front.faults.lock().unwrap().add(format!("nothing moves any more, and still on their way are {left:?}"));
            return;
        }
        sleep(Duration::from_millis(100));
    }
}

/// The desk's people close every ticket on the list, page by page: each one
/// has to be there once, and to go when it is closed. Returns how many.
fn work_off(shop: &Shop, front: &Front) -> usize {
    let mut closed = BTreeSet::new();
    loop {
        let open: Vec<Value> = shop.rows().into_iter().filter(|row| row["state"] == "open").collect();
        if open.is_empty() {
            return closed.len();
        }
        for row in open {
            let (id, seq) = (row["id"].as_str().unwrap(), row["seq"].as_u64().unwrap());
            let fault = |fault: String| front.faults.lock().unwrap().add(fault);
            if !closed.insert(id.to_owned()) {
                fault(format!("{id} is on the desk's list more than once"));
                return closed.len();
            }
            let answer = shop.command(id, json!({"act": "close", "outcome": "solved"}), seq, &format!("attack-close-{id}"));
            if answer.status != 200 {
                fault(format!("{id} can't be closed: {} {}", answer.status, answer.text));
                return closed.len();
            }
        }
    }
}

/// Holds all books against each other.
fn compare(plan: &Plan, shops: &[Shop], hooks: &[Hook], listed: usize, front: Front) -> Outcome {
    let mut faults = front.faults.into_inner().unwrap();
    let acknowledged = front.acknowledged.into_inner().unwrap();
    let given_up = front.given_up.into_inner().unwrap();
    let delivered: Vec<_> = hooks.iter().map(|hook| judge(&hook.arrivals(), &mut faults)).collect();

    let (mut lost, mut waits) = (0, Vec::new());
    for one in &acknowledged {
        let (shop, got) = (&shops[one.shop], &delivered[one.shop]);
        let status = shop.ticket("GET", &one.ticket, Some(&one.token));
        let state = if one.cancelled { "cancelled" } else { "done" };
        let stored = status.status == 200 && status.json().unwrap()["state"] == state;
        faults.unless(stored, || format!("{} isn't {state}: {} {}", one.ticket, status.status, status.text));
        // Created, and cancelled or closed.
        let last = got.last.get(&one.ticket).copied().unwrap_or(0);
        faults.unless(last == 2, || format!("{}: the webhook's last event is {last}", one.ticket));
        let on_desk = !one.cancelled || shop.act(&one.ticket, "give_up", 2, &format!("attack-ended-{}", one.ticket)).status == 409;
        faults.unless(on_desk, || format!("{}: the desk never heard of it", one.ticket));
        if !stored || last == 0 || !on_desk {
            lost += 1;
        }
        waits.extend(got.created.get(&one.ticket).map(|came| came.saturating_duration_since(one.at).as_millis()));
    }
    let known: BTreeSet<&str> = acknowledged.iter().map(|one| one.ticket.as_str()).collect();
    faults.unless(known.len() == acknowledged.len(), || "two requests got one ticket".to_owned());
    // Whoever went away has one ticket or none.
    let arrivals: Vec<_> = hooks.iter().flat_map(Hook::arrivals).collect();
    let unheard: BTreeSet<&str> =
        arrivals.iter().filter(|one| !known.contains(one.ticket.as_str())).map(|one| one.ticket.as_str()).collect();
    let gone: BTreeSet<&str> = given_up.iter().map(String::as_str).collect();
    let nobodys = arrivals.iter().filter(|one| unheard.contains(one.ticket.as_str()) && !gone.contains(one.message.as_str())).count();
    faults.unless(nobodys == 0, || format!("{nobodys} events of tickets that nobody asked for"));
    faults.unless(unheard.len() <= gone.len(), || "a request became two tickets".to_owned());
    let on_list = acknowledged.iter().filter(|one| !one.cancelled).count() + unheard.len();
    faults.unless(listed == on_list, || format!("{listed} tickets were on the desks' lists and not {on_list}"));

    let figures = json!({
        "seed": plan.seed,
        "kills": plan.kills,
        "sent": plan.tickets,
        "posts": front.posts.into_inner(),
        "acknowledged": acknowledged.len(),
        "given_up": given_up.len(),
        "stored": acknowledged.len() + unheard.len(),
        "stored_without_acknowledgement": unheard.len(),
        "delivered": delivered.iter().map(|one| one.created.len()).sum::<usize>(),
        "events": delivered.iter().map(|one| one.events).sum::<usize>(),
        "duplicate_deliveries": delivered.iter().map(|one| one.again).sum::<usize>(),
        "worked_off_by_the_desk": listed,
        "lost": lost,
        "ms_from_201_to_delivery": times(waits),
        "faults": faults.count(),
    });
    Outcome { figures, faults: faults.close() }
}
