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
    /// Whether one may also sign in by a provider of identities.
    provider: bool,
}

/// `GET /sign-in[?next=PATH]`
#[handler]
pub async fn show(request: &Request) -> Result<Response> {
    let v = Visit::begin(request).await?;
    let next = parameter(request, "next").unwrap_or_default();
    if v.viewer.is_some() {
        return Ok(v.go(&next));
    }
    let form = Form::default().with("next", address::own(&next));
    let page = SignInPage { provider: v.pages().provider, v, form, faults: Faults::default() };
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
    let page = SignInPage { provider: v.pages().provider, v, form, faults };
    Ok(page.v.refuse(&page))
}

/// `POST /sign-out`
#[handler]
pub async fn sign_out(request: &Request) -> Result<Response> {
    let v = Visit::begin(request).await?;
    v.ask::<query::SignOut>(query::sign_out::Variables).await?;
    Ok(v.go("/sign-in?done=signed-out"))
}

#[cfg(test)]
mod tests {
    use super::SignInPage;
    use crate::{
        form::{Faults, Form},
        sample::{TYPED, assert_say, faults, rendered},
    };
    use askama::Template;

    #[test]
    fn signing_in_and_being_refused() {
        rendered(|v| {
            SignInPage { v, form: Form::default(), faults: Faults::default(), provider: true }.render().unwrap()
        });
        let form = Form::default().with("username", TYPED).with("next", "/plan");
        let pages = rendered(|v| {
            SignInPage { v, form: form.clone(), faults: faults(&["username"]), provider: false }.render().unwrap()
        });
        assert_say(
            &pages,
            &["id=\"error-summary\"", "href=\"#username\"", "value=\"&#60;script&#62;", "value=\"/plan\""],
        );
    }
}
