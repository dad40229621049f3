#include "input_support.hpp"
#include "program.hpp"

using namespace whybounce::test;
using whybounce::input::test::Folder;

namespace {

std::vector<std::string> sample_secrets() {
    auto secrets = lines_of(file_text(sample_path("make/secrets.txt")));
    std::erase(secrets, "");
    return secrets;
}

/// Everything the program writes for a call: both streams, and a file of each format.
std::string all_outputs(Call call) {
    Folder const reports;
    for (std::string const format : {"text", "json", "ndjson", "junit"})
        call.arguments.insert(call.arguments.begin(), {"--output", format + "=" + reports.path(format)});
    call.arguments.insert(call.arguments.begin(), {"--top", "100000"});
    auto const outcome = run(call);
    CHECK(outcome.signal == 0);
    CHECK(outcome.status != 2);
    CHECK(outcome.status != 4);
    std::string all = outcome.out + outcome.err;
    for (auto const* format : {"text", "json", "ndjson", "junit"}) all += file_text(reports.path(format));
    return all;
}

void check_silent(std::string const& all, std::vector<std::string> const& secrets) {
    for (auto const& secret : secrets) {
        auto const at = all.find(secret);
        if (at == std::string::npos) continue;
        INFO("..." << all.substr(at < 200 ? 0 : at - 200, 300) << "...");
        FAIL_CHECK("a secret got out: " << secret);
    }
}

/// One dialogue, as lines of either side.
struct Said {
    char side; ///< C or S
    std::string line;
};
using Dialogue = std::vector<Said>;

std::string as_telnet(Dialogue const& dialogue) {
    std::string text = "Trying 192.0.2.25...\nConnected to mx.example.net.\nEscape character is '^]'.\n";
    for (auto const& [side, line] : dialogue) text += line + "\n";
    return text + "Connection closed by foreign host.\n";
}
std::string as_netcat(Dialogue const& dialogue) {
    std::string text;
    for (auto const& [side, line] : dialogue) text += line + "\n";
    return text;
}
std::string as_sc(Dialogue const& dialogue) {
    std::string text;
    for (auto const& [side, line] : dialogue) text += std::string(1, side) + ": " + line + "\n";
    return text;
}
std::string as_curl(Dialogue const& dialogue) {
    std::string text = "*   Trying 192.0.2.25:25...\n* Connected to mx.example.net (192.0.2.25) port 25 (#0)\n";
    for (auto const& [side, line] : dialogue) text += (side == 'C' ? "> " : "< ") + line + "\r\n";
    return text + "* Closing connection 0\ncurl: (67) Login denied\n";
}
std::string as_swaks(Dialogue const& dialogue) {
    std::string text = "=== Trying mx.example.net:25...\n=== Connected to mx.example.net.\n";
    for (auto const& [side, line] : dialogue)
        text += (side == 'C' ? " -> " : line[0] >= '4' ? "<** " : "<-  ") + line + "\n";
    return text + "=== Connection closed with remote host.\n";
}
std::string as_smtplib(Dialogue const& dialogue) {
    std::string text = "connect: to ('mx.example.net', 25) None\n";
    for (auto const& [side, line] : dialogue) {
        if (side == 'C')
            text += "send: '" + line + "\\r\\n'\n";
        else
            text += "reply: b'" + line + "\\r\\n'\n";
        if (side == 'S' && (line.size() < 4 || line[3] != '-'))
            text +=
                "reply: retcode (" + line.substr(0, 3) + "); Msg: b'" + line.substr(line.size() < 4 ? 3 : 4) + "'\n";
    }
    return text;
}

std::string as_marked(Dialogue const& dialogue) {
    std::string text;
    int line = 97;
    for (auto const& [side, said] : dialogue)
        text += std::to_string(++line) + (side == 'C' ? " SEND: " : " RECV: ") + said + "\n";
    return text;
}

struct Writer {
    std::string_view name;
    std::string (*write)(Dialogue const&);
};
constexpr std::array writers{Writer{"telnet", as_telnet}, Writer{"netcat", as_netcat}, Writer{"sc", as_sc},
    Writer{"curl", as_curl}, Writer{"swaks", as_swaks}, Writer{"smtplib", as_smtplib}, Writer{"marked", as_marked}};

Dialogue dialogue_with(Dialogue const& login) {
    Dialogue dialogue{{'S', "220 mx.example.net ESMTP"}, {'C', "EHLO me.example"}, {'S', "250-mx.example.net"},
        {'S', "250 AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2"}};
    dialogue.insert(dialogue.end(), login.begin(), login.end());
    dialogue.insert(dialogue.end(),
        {{'C', "MAIL FROM:<a@example.org>"}, {'S', "530 5.7.0 Authentication required"}, {'C', "QUIT"},
            {'S', "221 2.0.0 Bye"}});
    return dialogue;
}

std::string const plain = "AGFsaWNlAGh1bnRlcjItUExBSU4=", user = "YWxpY2VAcHJpdmF0ZQ==", word = "aHVudGVyMi1MT0dJTg==",
                  digest = "YWxpY2UgOTkxMzA2MDI4ZDkxN2Y4YQ==",
                  bearer = "dXNlcj1hbGljZQFhdXRoPUJlYXJlciBodW50ZXIyLVRPS0VOAQE=", typed = "hunter2-typed!";

} // namespace

TEST_CASE("No secret of the samples is in any output", "[secrets]") {
    auto const options = GENERATE(values<std::vector<std::string>>(
        {{}, {"--all", "--events"}, {"--all", "--events", "--color", "always", "--from", "@"}}));
    CAPTURE(options);
    Call call{.arguments = options, .folder = sample_path("")};
    for (auto const& name : sample_names()) call.arguments.push_back(name);
    check_silent(all_outputs(call), sample_secrets());
}

TEST_CASE("No secret of a sample is in the report of it alone, piped and gated", "[secrets]") {
    auto const secrets = sample_secrets();
    for (auto const& name : sample_names()) {
        auto const text = file_text(sample_path(name));
        if (std::ranges::none_of(
                secrets, [&](std::string const& secret) { return text.find(secret) != std::string::npos; }))
            continue;
        CAPTURE(name);
        auto const outcome =
            run(Call{.arguments = {"check", "--format", "ndjson", "--all", "--events"}, .input = text});
        CHECK(outcome.status <= 1);
        check_silent(outcome.out + outcome.err, secrets);
    }
}

TEST_CASE("A wrong dialect by option lets no secret out", "[secrets][dialect]") {
    auto const dialect =
        GENERATE(as<std::string>(), "postfix", "swaks", "smtplib", "curl", "sc", "telnet", "netcat", "marked", "reply");
    CAPTURE(dialect);
    Call call{.arguments = {"--dialect", dialect, "--all", "--events"}, .folder = sample_path("")};
    for (auto const& name : sample_names()) call.arguments.push_back(name);
    check_silent(all_outputs(call), sample_secrets());
}

TEST_CASE("explain does not repeat what is pasted", "[secrets]") {
    auto const secrets = sample_secrets();
    auto const before =
        GENERATE(as<std::string>(), "", "AUTH PLAIN ", "535 5.7.8 authentication failed: ", "C: ", " ~> ", "[Client] ",
            "17 SEND: ", "500 5.5.2 Error: command not recognized: ");
    for (auto const& secret : secrets) {
        for (std::string const format : {"text", "json", "html"}) {
            auto const outcome = run({"explain", "--format", format, "--", before + secret});
            CHECK((outcome.status == 0 || outcome.status == 2));
            check_silent(outcome.out + outcome.err, {secret});
        }
    }
}

TEST_CASE("Credentials of every mechanism are taken out, in every dialect", "[secrets]") {
    struct Case {
        std::string_view name;
        Dialogue login;
        std::vector<std::string> secrets;
    };
    auto const c = GENERATE(values<Case>({
        {"PLAIN with initial response", {{'C', "AUTH PLAIN " + plain}, {'S', "235 2.7.0 Accepted"}}, {plain}},
        {"PLAIN refused", {{'C', "AUTH PLAIN " + plain}, {'S', "535 5.7.8 Error: authentication failed"}}, {plain}},
        {"PLAIN after the challenge", {{'C', "AUTH PLAIN"}, {'S', "334 "}, {'C', plain}, {'S', "535 5.7.8 no"}},
            {plain}},
        {"PLAIN, lower case", {{'C', "auth plain " + plain}, {'S', "535 5.7.8 no"}}, {plain}},
        {"PLAIN, more blanks", {{'C', "AUTH   PLAIN   " + plain}, {'S', "535 5.7.8 no"}}, {plain}},
        {"PLAIN, blanks behind", {{'C', "AUTH PLAIN " + plain + "  "}, {'S', "535 5.7.8 no"}}, {plain}},
        {"PLAIN in two words", {{'C', "AUTH PLAIN alice " + typed}, {'S', "501 5.5.2 bad base64"}}, {typed}},
        {"PLAIN with an equals sign", {{'C', "AUTH PLAIN=" + plain}, {'S', "501 5.5.4 syntax"}}, {plain}},
        {"mechanism forgotten", {{'C', "AUTH " + plain}, {'S', "504 5.5.4 Unrecognized authentication type"}}, {plain}},
        {"LOGIN",
            {{'C', "AUTH LOGIN"}, {'S', "334 VXNlcm5hbWU6"}, {'C', user}, {'S', "334 UGFzc3dvcmQ6"}, {'C', word},
                {'S', "535 5.7.8 no"}},
            {user, word}},
        {"LOGIN with the user name",
            {{'C', "AUTH LOGIN " + user}, {'S', "334 UGFzc3dvcmQ6"}, {'C', word}, {'S', "235 2.7.0 ok"}}, {user, word}},
        {"LOGIN sent ahead",
            {{'C', "AUTH LOGIN"}, {'C', user}, {'C', word}, {'S', "334 VXNlcm5hbWU6"}, {'S', "334 UGFzc3dvcmQ6"},
                {'S', "535 5.7.8 no"}},
            {user, word}},
        {"LOGIN, words typed in clear",
            {{'C', "AUTH LOGIN"}, {'S', "334 VXNlcm5hbWU6"}, {'C', "alice"}, {'S', "334 UGFzc3dvcmQ6"}, {'C', typed},
                {'S', "535 5.7.8 no"}},
            {typed}},
        {"LOGIN, a password of digits",
            {{'C', "AUTH LOGIN"}, {'S', "334 VXNlcm5hbWU6"}, {'C', user}, {'S', "334 UGFzc3dvcmQ6"},
                {'C', "250 9981-4711"}, {'S', "535 5.7.8 no"}},
            {"9981-4711"}},
        {"CRAM-MD5",
            {{'C', "AUTH CRAM-MD5"}, {'S', "334 PDE4OTYuNjk3MTcwOTUyQG14Pg=="}, {'C', digest}, {'S', "535 5.7.8 no"}},
            {digest}},
        {"XOAUTH2",
            {{'C', "AUTH XOAUTH2 " + bearer}, {'S', "334 eyJzdGF0dXMiOiI0MDAifQ=="}, {'C', ""}, {'S', "535 5.7.8 no"}},
            {bearer}},
        {"XOAUTH2, then another attempt",
            {{'C', "AUTH XOAUTH2 " + bearer}, {'S', "334 eyJzdGF0dXMiOiI0MDAifQ=="}, {'C', "*"},
                {'S', "501 5.7.0 cancelled"}, {'C', "AUTH PLAIN " + plain}, {'S', "535 5.7.8 no"}},
            {bearer, plain}},
        {"refused, and the password typed nevertheless",
            {{'C', "AUTH LOGIN"}, {'S', "504 5.5.4 Unrecognized authentication type"}, {'C', word},
                {'S', "500 5.5.2 Error: bad syntax"}},
            {word}},
        {"refused, user and password typed",
            {{'C', "AUTH LOGIN"}, {'S', "538 5.7.11 Encryption required"}, {'C', user}, {'S', "500 5.5.2 no"},
                {'C', typed}, {'S', "500 5.5.2 no"}},
            {user, typed}},
        {"refused, one password after the other",
            {{'C', "AUTH PLAIN " + plain}, {'S', "535 5.7.8 no"}, {'C', plain}, {'S', "502 5.5.2 no"}, {'C', word},
                {'S', "502 5.5.2 no"}},
            {plain, word}},
        {"repeated by the refusal",
            {{'C', "AUTH PLAIN " + plain}, {'S', "535 5.7.8 Error: authentication failed: " + plain}}, {plain}},
        {"repeated by a later refusal",
            {{'C', "AUTH LOGIN"}, {'S', "504 5.5.4 no"}, {'C', word},
                {'S', "500 5.5.2 Error: unrecognized command: " + word}},
            {word}},
        {"repeated in a reply of several lines",
            {{'C', "AUTH LOGIN"}, {'S', "504 5.5.4 no"}, {'C', typed}, {'S', "500-5.5.2 What do you mean by"},
                {'S', "500 5.5.2 \"" + typed + "\"?"}},
            {typed}},
        {"repeated as the server's 221",
            {{'C', "AUTH LOGIN"}, {'S', "504 5.5.4 no"}, {'C', typed},
                {'S', "221 2.7.0 Error: I can break rules, too: " + typed + ". Goodbye."}},
            {typed}},
        {"never answered",
            {{'C', "AUTH LOGIN"}, {'S', "334 VXNlcm5hbWU6"}, {'C', user}, {'S', "334 UGFzc3dvcmQ6"}, {'C', word}},
            {user, word}},
    }));
    auto const writer = GENERATE(values<std::size_t>({0, 1, 2, 3, 4, 5}));
    CAPTURE(c.name, writers[writer].name);
    auto const text = writers[writer].write(dialogue_with(c.login));
    CAPTURE(text);
    Call const call{.arguments = {"--all", "--events"}, .input = text};
    auto const all = all_outputs(call);
    check_silent(all, c.secrets);
    CHECK_THAT(all, Catch::Contains("\"dialect\":\"" + std::string(writers[writer].name) + "\""));
}

TEST_CASE("A session that ends inside the login shows no secret", "[secrets]") {
    auto const writer = GENERATE(values<std::size_t>({0, 1, 2, 3, 4, 5}));
    CAPTURE(writers[writer].name);
    Dialogue const dialogue{{'S', "220 mx.example.net ESMTP"}, {'C', "EHLO me.example"}, {'S', "250-mx.example.net"},
        {'S', "250 AUTH PLAIN LOGIN"}, {'C', "AUTH LOGIN"}, {'S', "334 VXNlcm5hbWU6"}, {'C', user},
        {'S', "334 UGFzc3dvcmQ6"}, {'C', word}};
    auto const whole = writers[writer].write(dialogue);
    for (std::size_t size = whole.find(user); size <= whole.size(); size += 7)
        check_silent(all_outputs(Call{.arguments = {"--all", "--events"}, .input = whole.substr(0, size)}),
            {user.substr(0, 12), word.substr(0, 12)});
}

TEST_CASE("A verbose log with logins in it shows none of them", "[secrets]") {
    std::string const head = "Nov 22 05:49:48 mail postfix/";
    std::string const log = head + "smtpd[7]: connect from c.example[192.0.2.1]\n" + head +
        "smtpd[7]: < c.example[192.0.2.1]: AUTH PLAIN " + plain + "\n" + head +
        "smtpd[7]: > c.example[192.0.2.1]: 535 5.7.8 Error: authentication failed: " + plain + "\n" + head +
        "smtpd[7]: xsasl_dovecot_handle_reply: auth reply: CONT?1?" + word + "\n" + head +
        "smtpd[7]: warning: c.example[192.0.2.1]: SASL PLAIN authentication failed: UGFzc3dvcmQ6, "
        "sasl_username=alice\n" +
        head + "smtp[8]: > mx.example.net[192.0.2.25]:25: AUTH LOGIN " + user + "\n" + head +
        "smtp[8]: > mx.example.net[192.0.2.25]:25: " + word + "\n";
    check_silent(all_outputs(Call{.arguments = {"--all", "--events"}, .input = log}), {plain, word, user});
}

TEST_CASE("A login at a wrong place, or repeated by the server, is not told either", "[secrets]") {
    // base64 of NUL alice@example.net NUL s3cret-whybounce-EXIM
    constexpr std::string_view payload = "AGFsaWNlQGV4YW1wbGUubmV0AHMzY3JldC13aHlib3VuY2UtRVhJTQ==";
    std::string const hello =
        "S: 220 mx.example.net ESMTP\nC: EHLO a.example\nS: 250-mx.example.net\nS: 250 AUTH PLAIN\n";
    std::string const quit = "C: QUIT\nS: 221 bye\n", p(payload);
    auto const c = GENERATE_COPY(table<std::string, std::string>({
        {"misspelt AUTH",
            hello + "C: AUHT PLAIN " + p + "\nS: 500 5.5.1 unknown command AUHT PLAIN " + p + '\n' + quit},
        {"payload where a command belongs", hello + "C: " + p + "\nS: 500 5.5.2 bad syntax: " + p + '\n' + quit},
        {"password decoded by the server",
            hello + "C: AUTH PLAIN " + p + "\nS: 535 5.7.8 alice@example.net / s3cret-whybounce-EXIM\n" + quit},
        {"command repeated in a Postfix log",
            "Nov 22 10:00:00 mx postfix/smtpd[12]: NOQUEUE: reject: AUTH from x.example[192.0.2.5]: 503 5.5.1 "
            "<AUTH PLAIN " +
                p + ">: Error: authentication not enabled; proto=ESMTP helo=<a>\n"},
        {"reply alone", "501 5.5.2 cannot decode " + p + '\n'},
    }));
    CAPTURE(std::get<0>(c));
    Folder const folder;
    std::string const file = folder.write("session.txt", std::get<1>(c));
    for (std::vector<std::string> const& options : std::vector<std::vector<std::string>>{
             {"--events", "--all"}, {"--sequence"}, {"--dialect", "reply"}, {"--dialect", "sc"}}) {
        Call call;
        call.arguments = options;
        call.arguments.push_back(file);
        check_silent(all_outputs(call), {p, "s3cret-whybounce-EXIM"});
    }
}

TEST_CASE("What stands above, behind and between in a paste tells no secret", "[secrets]") {
    auto const words = GENERATE(as<std::string>(),
        "$ swaks -t b@example.net -s mx.example.net --auth-user alice --auth-password hunter2!x",
        "$ swaks -t b@example.net -a -au alice -ap hunter2!x", "swaks --auth-password=hunter2!x -t b@example.net",
        "$ curl -v smtp://alice:hunter2!x@mx.example.net --mail-from a@example.org",
        "curl -u alice:hunter2!x smtp://mx.example.net", "curl --oauth2-bearer hunter2!x smtps://mx.example.net",
        "openssl s_client -connect mx.example.net:465 -pass pass:hunter2!x",
        "PGPASSWORD=hunter2!x SMTP_PASSWORD=\"hunter2!x\" ./send", "password = hunter2!x", "password hunter2!x",
        "server.login('alice', 'hunter2!x')", "$mail->Password = 'hunter2!x';",
        "auth: { user: 'alice', pass: 'hunter2!x' }", "$ echo -ne '\\0alice\\0hunter2!x' | base64",
        "{\"smtp_password\": \"hunter2!x\"}");
    CAPTURE(words);
    auto const writer = GENERATE(values<std::size_t>({1, 3, 4}));
    CAPTURE(writers[writer].name);
    Dialogue dialogue = dialogue_with({{'C', "AUTH PLAIN " + plain}, {'S', "535 5.7.8 no"}});
    std::string const whole = writers[writer].write(dialogue);
    dialogue.resize(dialogue.size() - 2);
    std::string const open = writers[writer].write(dialogue);
    for (std::string const& text : {words + '\n' + whole, whole + '\n' + words + '\n', open + words + '\n',
             open + words + "\n500 5.5.2 what is " + words + "?\n"})
        check_silent(all_outputs(Call{.arguments = {"--all", "--events"}, .input = text}), {"hunter2!x", plain});
}

TEST_CASE("Logins in pastes are taken out, wrapped or not", "[secrets][dialect]") {
    std::string const token = bearer + bearer;
    Dialogue const dialogue =
        dialogue_with({{'C', "AUTH XOAUTH2 " + token.substr(0, 40)}, {'S', "535 5.7.8 no"}, {'C', "AUTH LOGIN"},
            {'S', "334 VXNlcm5hbWU6"}, {'C', user}, {'S', "334 UGFzc3dvcmQ6"}, {'C', word}, {'S', "535 5.7.8 no"}});
    auto const margin = GENERATE(as<std::string>(), "", "> ", "    ", "\t", "* ", "| ", "> > ", "12: ");
    auto const writer = GENERATE(values<std::size_t>({0, 1, 2, 3, 4, 5}));
    CAPTURE(margin, writers[writer].name);
    std::string text = writers[writer].write(dialogue);
    text.replace(text.find(token.substr(0, 40)), 40, token.substr(0, 40) + '\n' + token.substr(40));
    std::string pasted, escaped;
    for (std::string const& line : lines_of(text)) pasted += margin + line + '\n';
    for (char const c : pasted) escaped += c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    for (std::string const& wrapped : {pasted, escaped})
        check_silent(all_outputs(Call{.arguments = {"--all", "--events"}, .input = wrapped}),
            {token.substr(0, 40), token.substr(40, 12), token.substr(token.size() - 12), user, word, "hunter2"});
}

TEST_CASE("A summary behind the session repeats no password", "[secrets]") {
    auto const text = as_netcat(dialogue_with({{'C', "AUTH PLAIN " + plain}, {'S', "535 5.7.8 no"}})) +
        "535 5.7.8 alice hunter2-PLAIN\n";
    check_silent(all_outputs(Call{.arguments = {"--all"}, .input = text}), {"hunter2-PLAIN"});
}
