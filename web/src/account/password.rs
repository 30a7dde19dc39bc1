//! Changing one's own password.

use super::query;
use crate::{
    faults,
    form::{Fault, Faults},
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler};

#[derive(Template)]
#[template(path = "account/password.html")]
struct PasswordPage {
    v: Visit,
    faults: Faults,
}

/// `GET /account/password`
#[handler]
pub async fn show(request: &Request) -> Result<Response> {
    let page = PasswordPage { v: Visit::signed_in(request).await?, faults: Faults::default() };
    Ok(page.v.answer(&page))
}

/// `POST /account/password`
#[handler]
pub async fn change(request: &Request, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut faults = Vec::new();
    if form.get("oldPassword").is_empty() {
        faults.push(Fault::own("oldPassword", "กรอกรหัสผ่านปัจจุบัน", "Enter your present password"));
    }
    if form.get("newPassword") != form.get("newPasswordAgain") {
        let (thai, english) = ("รหัสผ่านใหม่ทั้งสองช่องไม่ตรงกัน", "The two new passwords differ");
        faults.push(Fault::own("newPasswordAgain", thai, english));
    }
    if faults.is_empty() {
        let input = query::change_password::ChangePasswordInput {
            old_password: form.get("oldPassword").to_owned(),
            new_password: form.get("newPassword").to_owned(),
        };
        let variables = query::change_password::Variables { input };
        let payload = v.ask::<query::ChangePassword>(variables).await?.change_password;
        if payload.changed {
            return Ok(v.go("/sign-in?done=password"));
        }
        faults = faults!(payload.user_errors);
    }
    let page = PasswordPage { v, faults: Faults(faults) };
    Ok(page.v.refuse(&page))
}

#[cfg(test)]
mod tests {
    use super::PasswordPage;
    use crate::{
        form::Faults,
        sample::{assert_say, faults, rendered},
    };
    use askama::Template;

    #[test]
    fn a_password_and_what_is_wrong_with_it() {
        rendered(|v| PasswordPage { v, faults: Faults::default() }.render().unwrap());
        let pages = rendered(|v| PasswordPage { v, faults: faults(&["oldPassword", "newPassword"]) }.render().unwrap());
        assert_say(&pages, &["href=\"#newPassword\"", "id=\"newPassword-error\"", "aria-invalid=\"true\""]);
    }
}
