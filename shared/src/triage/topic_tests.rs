use super::*;

#[test]
#[ignore]
fn show_topics() {
    let tsv = std::fs::read_to_string(std::env::var("TSV").unwrap_or("/tmp/inquiries.tsv".into())).unwrap();
    let (mut n, mut at1, mut at3, mut covered, mut right) = (0, 0, 0, 0, 0);
    for line in tsv.lines().skip(1) {
        let f: Vec<&str> = line.split('\t').collect();
        let text = f[6].replace("\\n", "\n");
        let ranked = rank(&text);
        let want = Topic::parse(f[2]).unwrap();
        n += 1;
        let first = ranked.first().map(|s| s.topic) == Some(want);
        at1 += u32::from(first);
        at3 += u32::from(ranked.iter().any(|s| s.topic == want));
        let sure = suggest(&text);
        covered += u32::from(sure.is_some());
        right += u32::from(sure == Some(want));
        if !first {
            println!("{:?}: {} | {:?}", want, f[6], ranked.iter().map(|s| (s.topic, s.score)).collect::<Vec<_>>());
        }
    }
    println!("n {n} at1 {at1} at3 {at3} covered {covered} right {right}");
    let (mut tp, mut fp, mut fnn) = (0, 0, 0);
    for line in tsv.lines().skip(1) {
        let f: Vec<&str> = line.split('\t').collect();
        let found = crate::triage::signal::signals(&f[6].replace("\\n", "\n"));
        match (f[3] == "1", found.is_empty()) {
            (true, false) => tp += 1,
            (true, true) => { fnn += 1; println!("MISSED {}", f[6]) }
            (false, false) => { fp += 1; println!("FALSE {found:?} {}", f[6]) }
            _ => {}
        }
    }
    println!("urgent: tp {tp} fp {fp} fn {fnn}");
}
