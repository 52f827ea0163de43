//! Japan's numbering plan by prefix.
//!
//! Made by `cargo xtask generate` from libphonenumber's metadata 9.0.42 (in the crate rlibphonenumber 2.2.15), asked for every six-digit prefix. Don't edit it.

/// The digits after the zero as a tree in pre-order: a letter for a class, `(` before a node's ten branches, `=` for
/// "as its left neighbour".
#[rustfmt::skip]
pub(super) const TREE: &str = "\
    (-(-(-=b=-b===-(f-=c==(c======dc=-==(-==c===(c=dcdc=dc=c(c=dc===d=c(-=c==(c=====d=c=(c=====dc==-==(-=c=(b=c====dbc(b=c==\
    ==bdc(c===dc====c(c=====d=c=-(-=c(c=dcd=c===(c=======dc(c===d==cdcc=-=(-=c====bc=(-=c=====b-(-c====bc=b(g-(cb=(b=c=b====\
    =c==bc=(b==c==bc=b(c====bc==b((b=c=======b==(b=c=======(b======c=b(b=c=======(b=c==b====(b=c=======(c(c======bc=c======(\
    c========b(c=bc(b=c===b===c====(cb==cbc=(b=c=====b=c(cbc(b=cb=c====c=bc=(b=====c===(b(c======bc=b(b=c==b====c===bc(-a===\
    =====(-=(ab(b=c=======b====(b=c=b==c==(aba====b=a(b=====cbc=b=(c-bcbc==b-((a=c======aab==(b=c======bcbc(b=c======b(cb===\
    =====(-=bc==-==(b=dbdbdbdb((-i========-b(bc==b=c==(b=====(c===b=====(b===cb=cb=bc(b===c=bc=b(c=bc=====b(-c========(n-c==\
    =(c========dc=-(bcb=c===b=(b===c==(c========(c=d====c=d(b=c======b=((uv========a========((-m========-(bcb==cb===(-===bc=\
    ===(c-c===(c=======dcc==b(bcbcbc===b(c====bcbc=b(c=b=(b=====c==b(b=c==b=c=b(b=c===b=c=c==((tm========-(cb=c(b===c====bbc\
    =b(b=(cb========c(cb==c=====cbc=b(-=bc==(bc========(b=c===(c=====b==cb==(b=c====d==(b=====(b=dbd=bd==b==(-====c=(c======\
    dc=cb(-(b=d=======c=======(b==(c=====(c=b===cb==c==b(b===c(c=b=c=====c=b=(b=c======(cbc====b=c(c=(c=b==cbcbc(c======b=cc\
    =====(b=c======b(b=c=b=c==(b=c=b=====(b====cbcbc(c-=c==bcbc(b=c======b((-m========-(cb=========(cbc==bc===(cbcbc===bc(-b\
    ==c=====(-bc==b=c==((c=dc======bc=====b=(p(b=d=b=====b(c==(cbc=======(c==bcbcbc=c====(b=c====b=cc(c========dcb=";
