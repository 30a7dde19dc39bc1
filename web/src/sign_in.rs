//! เข้าสู่ระบบ: signing in and out.

use crate::{
    address, faults,
    form::{Fault, Faults, Form},
    visit::{Visit, parameter},
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler};

mod query {
    crate::operation!("src/sign_in.graphql": SignIn, SignOut);
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    v: Visit,
    form: Form,
    faults: Faults,
}

/// `GET /sign-in[?next=PATH]`
#[handler]
pub async fn show(request: &Request) -> Result<Response> {
    let v = Visit::begin(request).await?;
    let next = parameter(request, "next").unwrap_or_default();
    if v.viewer.is_some() {
        return Ok(v.go(&next));
    }
    let page = SignInPage { v, form: Form::default().with("next", address::own(&next)), faults: Faults::default() };
    Ok(page.v.answer(&page))
}

/// `POST /sign-in`
#[handler]
pub async fn sign_in(request: &Request, body: Body) -> Result<Response> {
    let v = Visit::begin(request).await?;
    let form = v.read(request, body).await?;
    let (username, password) = (form.get("username").trim().to_owned(), form.get("password").to_owned());
    let mut faults = Faults::default();
    if username.is_empty() {
        faults.0.push(Fault::own("username", "กรอกชื่อผู้ใช้", "Enter your username"));
    }
    if password.is_empty() {
        faults.0.push(Fault::own("password", "กรอกรหัสผ่าน", "Enter your password"));
    }
    if faults.is_empty() {
        let input = query::sign_in::SignInInput { password, username };
        let payload = v.ask::<query::SignIn>(query::sign_in::Variables { input }).await?.sign_in;
        if payload.viewer.is_some() {
            return Ok(v.go(form.get("next")));
        }
        faults = Faults(faults!(payload.user_errors));
    }
    let page = SignInPage { v, form, faults };
    Ok(page.v.refuse(&page))
}

/// `POST /sign-out`
#[handler]
pub async fn sign_out(request: &Request) -> Result<Response> {
    let v = Visit::begin(request).await?;
    v.ask::<query::SignOut>(query::sign_out::Variables).await?;
    Ok(v.go("/sign-in?done=signed-out"))
}
