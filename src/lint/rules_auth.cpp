#include "lint/support.hpp"

#include "session/sasl_payload.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>

/// AU: login.
namespace whybounce::lint {
namespace {

void in_transaction(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if (m.verb() == Verb::auth && m.open())
            notes.command(m, "MAIL stands in " + line_words(mail_of(scene, m)->exchange->record.line));
}

void second_login(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if (m.verb() == Verb::auth && m.authenticated) notes.command(m);
}

void mechanism_not_offered(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        std::string_view const mechanism = mechanism_of(m);
        if (m.verb() != Verb::auth || !m.contract || m.stale || mechanism.empty()) continue;
        if (m.contract->offers_mechanism(mechanism)) continue;
        bool const any = m.contract->offers("AUTH") || m.contract->offers("AUTH=");
        notes.command(m, any ? std::string(mechanism) : "AUTH was not offered at all", mechanism);
    }
}

void ill_fitting_initial_response(Scene const& scene, Notes& notes) {
    constexpr std::array<std::string_view, 2> server_first{"CRAM-MD5", "DIGEST-MD5"};
    constexpr std::array<std::string_view, 4> wait_for_challenge{"CRAM-MD5", "DIGEST-MD5", "PLAIN", "LOGIN"};
    for (Moment const& m : scene.moments) {
        if (m.verb() != Verb::auth) continue;
        auto const is_mechanism = [&](std::string_view name) { return is_word(mechanism_of(m), name); };
        if (m.exchange->auth.initial_response && std::ranges::any_of(server_first, is_mechanism))
            notes.command(m, std::string(mechanism_of(m)) + " begins with the server");
        if (m.exchange->auth.empty_response && std::ranges::none_of(wait_for_challenge, is_mechanism))
            notes.command(m, "a blank and nothing behind it: write `=`");
    }
}

/// Exchange answers the first message of NTLM and GSSAPI with "334 NTLM supported".
bool is_bad_challenge(Moment const& m) {
    std::string_view const text = ascii::trim(m.exchange->record.text);
    bool const vendor = contains_no_case(text, " supported") || session::is_mask(text);
    return m.code() == 334 && !text.empty() && !vendor && !session::is_base64(text);
}

void not_base64(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (!is_auth(m.verb())) continue;
        if (m.exchange->auth.payload && m.exchange->auth.bad_base64) notes.command(m, "response");
        if (is_bad_challenge(m)) notes.reply(m, "challenge");
    }
}

void odd_login_code(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        int const code = m.code();
        bool const odd = (code / 100 == 3 && code != 334) || (code / 100 == 2 && code != 235);
        if (is_auth(m.verb()) && odd) notes.reply(m, "code " + std::to_string(code));
    }
}

/// What refusals of a login mean (RFC 4954 section 6, RFC 5248, the providers' own pages).
struct LoginRefusal {
    std::string_view status; ///< empty: any
    int code;                ///< 0: any
    std::string_view text;   ///< in any case; empty: any
    std::string_view meaning;
};
constexpr LoginRefusal login_refusals[] = {
    {"", 0, "application-specific password", "the provider wants an app password for this program"},
    {"", 0, "WebLoginRequired", "the provider wants a login in the browser first"},
    {"", 0, "basic authentication is disabled", "the provider wants OAuth 2 (XOAUTH2), not a password"},
    {"5.7.139", 0, "", "the provider's rules refuse this kind of login: OAuth 2, or SMTP AUTH switched on, is needed"},
    {"5.7.3", 0, "", "the account may not log in by SMTP, or the password is wrong"},
    {"5.7.8", 0, "", "user name or password is wrong"},
    {"5.7.9", 0, "", "the mechanism is too weak for this account: use another one, or an app password"},
    {"5.7.11", 0, "", "the mechanism is allowed inside TLS only"},
    {"5.7.12", 0, "", "the password has to be changed first"},
    {"5.7.13", 0, "", "the account is disabled"},
    {"5.7.14", 0, "", "the provider does not trust this login yet: log in by browser, or use an app password"},
    {"4.7.0", 0, "", "the password service is out of order for now"},
    {"4.7.12", 0, "", "the password must be set anew before this mechanism works"},
    {"", 454, "", "the password service is out of order for now"},
    {"", 432, "", "the password must be set anew before this mechanism works"},
    {"", 534, "", "the mechanism is too weak for this account"},
    {"", 538, "", "the mechanism is allowed inside TLS only"},
    {"", 535, "", "user name or password is wrong"},
};

std::string_view meaning_of(Moment const& m) {
    ExchangeRecord const& record = m.exchange->record;
    std::string const status = record.enhanced ? to_string(*record.enhanced) : "";
    auto const found = std::ranges::find_if(login_refusals, [&](LoginRefusal const& row) {
        return (row.status.empty() || row.status == status) && (row.code == 0 || row.code == m.code()) &&
            (row.text.empty() || contains_no_case(record.text, row.text));
    });
    return found == std::end(login_refusals) ? std::string_view{} : found->meaning;
}

void login_refused(Scene const& scene, Notes& notes) {
    constexpr std::array codes{432, 454, 534, 535, 538};
    for (Moment const& m : scene.moments)
        if (is_auth(m.verb()) && std::ranges::find(codes, m.code()) != codes.end())
            notes.reply(m, std::string(meaning_of(m)));
}

void old_form_only(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        Contract const* const contract = m.made;
        if (contract && contract->offers("AUTH=") && !contract->offers("AUTH"))
            notes.reply(m, {}, contract->find("AUTH=")->line);
    }
}

void mail_after_failed_login(Scene const& scene, Notes& notes) {
    Moment const* failed = nullptr;
    for (Moment const& m : scene.moments) {
        if (is_auth(m.verb()) && m.exchange->refused()) failed = &m;
        if (is_auth(m.verb()) && m.exchange->accepted()) failed = nullptr;
        if (failed && m.verb() == Verb::mail && !m.authenticated && notes.empty())
            notes.command(m,
                "AUTH was answered " + std::to_string(failed->code()) + " in " +
                    line_words(failed->exchange->reply_line));
    }
}

void login_required(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if (m.code() == 530 && notes.empty()) notes.reply(m);
}

constexpr Rule table[] = {
    {"AU01", Shows::order, in_transaction, {Verb::auth}},
    {"AU02", Shows::order, second_login, {Verb::auth}},
    {"AU03", Shows::replies, mechanism_not_offered, {Verb::auth}},
    {"AU04", Shows::auth, ill_fitting_initial_response, {Verb::auth}},
    {"AU05", Shows::auth, not_base64, {Verb::auth, Verb::auth_response}},
    {"AU06", Shows::nothing, odd_login_code, {Verb::auth, Verb::auth_response}},
    {"AU07", Shows::nothing, login_refused, {Verb::auth, Verb::auth_response}},
    {"AU08", Shows::replies, old_form_only},
    {"AU09", Shows::order, mail_after_failed_login, {Verb::auth, Verb::auth_response}},
    {"AU10", Shows::nothing, login_required},
};

} // namespace

std::span<Rule const> auth_rules() { return table; }

} // namespace whybounce::lint
