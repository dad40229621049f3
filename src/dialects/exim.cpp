#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <map>
#include <string>

/// What Exim prints of a dialogue: -v and -d as client or server, the two programs of its own tests, -bs and -bh.
namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;
using Observer = SessionRecord::Observer;

/// "Exim version 4.98 uid=0 gid=0 …", perhaps behind a time and a process.
bool names_version(std::string_view line) {
    std::size_t const version = line.find("Exim version ");
    if (version == std::string_view::npos || line.find(" uid=", version) == std::string_view::npos) return false;
    std::string_view const before = line.substr(0, version);
    auto const is_process = [](char c) { return ascii::is_digit(c) || c == ' '; };
    return clock_of(before) >= 0 || std::ranges::all_of(before, is_process);
}

int score_debug(std::span<std::string_view const> head) {
    int said = 0;
    for (std::string_view const line : head) {
        if (names_version(line)) return 95;
        auto const marked = grammar::parse_exim_line(line);
        said += marked && line.find("SMTP") != std::string_view::npos && marked->mark != Mark::note;
    }
    return said == 0 ? 0 : 95;
}

/// The first line of a reply is marked; the others stand indented, other words of Exim may come between.
class DebugReader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const marked = grammar::parse_exim_line(line.text);
        if (!marked) return unmarked(line, events);
        bool const said = marked->mark == Mark::client || marked->mark == Mark::server;
        if (!said || ascii::trim(marked->text).empty()) return send_own(line, *marked, events);
        Mark const mark = marked->mark;
        remember_reply(marked->text, mark, marked->channel);
        events.on(TranscriptEvent{kind_of(mark), line, marked->text, marked->channel});
    }

private:
    void send_own(LineView line, grammar::MarkedLine const& marked, EventSink& events) {
        bool const said = marked.mark == Mark::client || marked.mark == Mark::server;
        events.on(TranscriptEvent{said ? Kind::note : kind_of(marked.mark), line, line.text, marked.channel});
        bool const nobody_there = marked.mark == Mark::open && line.text.find(" failed: ") != std::string_view::npos;
        if (nobody_there) events.on(TranscriptEvent{Kind::close, line, line.text, marked.channel});
    }

    /// A reply whose last line has not come; of each process, as several may write at a time.
    struct Open {
        std::string code;
        Mark speaker{};
    };

    void remember_reply(std::string_view text, Mark mark, std::string_view channel) {
        bool const more = is_reply_shaped(text) && text.size() > 3 && text[3] == '-';
        channel_ = channel;
        open_[channel_] = {more ? std::string(text.substr(0, 3)) : std::string(), mark};
    }

    void unmarked(LineView line, EventSink& events) {
        std::string_view const channel = process_of(line.text);
        auto const open = open_.find(channel.empty() ? channel_ : channel);
        std::string_view const text = behind_blanks(line.text, channel);
        bool const known = open != open_.end();
        bool const set_in = known && (text.size() < line.text.size() || open->second.speaker == Mark::server);
        bool const continues = set_in && !open->second.code.empty() && text.starts_with(open->second.code);
        if (!continues || !is_reply_shaped(text))
            return send(events, is_blank(line.text) ? Kind::blank : Kind::note, line);
        if (text.size() == 3 || text[3] == ' ') open->second.code.clear();
        events.on(TranscriptEvent{kind_of(open->second.speaker), line, text, open->first});
    }

    /// The number behind the time, if a process of that number has spoken.
    std::string_view process_of(std::string_view line) const {
        if (clock_of(line) >= 0) line.remove_prefix(std::min(line.find(' '), line.size()));
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        std::string_view const number = line.substr(0, line.find_first_not_of("0123456789"));
        return number.empty() || open_.find(number) == open_.end() ? std::string_view{} : number;
    }

    /// Time and process stand before further lines too.
    static std::string_view behind_blanks(std::string_view line, std::string_view process) {
        if (!process.empty())
            line.remove_prefix(static_cast<std::size_t>(process.data() - line.data()) + process.size());
        else if (clock_of(line) >= 0)
            line.remove_prefix(std::min(line.find(' '), line.size()));
        std::size_t const first = line.find_first_not_of(" \t");
        return line.substr(first == std::string_view::npos ? line.size() : first);
    }

    std::map<std::string, Open, std::less<>> open_; ///< by process
    std::string channel_;                           ///< of the last line that was said
};

int score_client(std::span<std::string_view const> head) { return score_marks(head, grammar::parse_exim_client_line); }

/// Notes and expectations begin with marks too; one line may send several commands, "\r\n" written out between them.
class ClientReader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const marked = grammar::parse_exim_client_line(line.text);
        if (!marked) return send(events, is_blank(line.text) ? Kind::blank : Kind::note, line);
        if (marked->mark != Mark::client) return send_marked(events, line, *marked);
        std::string_view rest = marked->text;
        for (std::size_t end = rest.find(line_end);
             end != std::string_view::npos && end + line_end.size() < rest.size(); end = rest.find(line_end)) {
            send(events, Kind::client, line, rest.substr(0, end));
            rest.remove_prefix(end + line_end.size());
        }
        send(events, Kind::client, line, rest.substr(0, rest.find(line_end)));
    }

private:
    static constexpr std::string_view line_end = "\\r\\n";
};

constexpr std::string_view server_signature[] = {"Connection request", "Listening on port "};

int score_server(std::span<std::string_view const> head) { return score_named(head, server_signature, 0); }

class ServerReader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (auto const own = grammar::parse_exim_server_line(line.text)) return send_marked(events, line, *own);
        if (line.text == ">") return send(events, Kind::note, line); // its script asks for a prompt
        send(events, Kind::either, line, line.text);
    }
};

/// exim -bs shows its replies alone, unless somebody types.
int score_bs(std::span<std::string_view const> head) {
    int replies = 0, commands = 0, others = 0;
    bool greets = false;
    for (std::string_view const line : head) {
        if (is_blank(line)) continue;
        bool const reply = is_reply_shaped(line);
        if (reply && replies++ == 0) greets = line.starts_with("220") && line.find(" Exim ") != std::string_view::npos;
        if (is_command_shaped(line)) ++commands;
        others += !reply;
    }
    if (!greets || replies < 2 || commands > 0) return 0;
    return others == 0 ? 65 : 45; // words of whoever pasted it
}

constexpr std::string_view bh_signature[] = {"**** SMTP testing session as if from host "};

int score_bh(std::span<std::string_view const> head) { return score_named(head, bh_signature, 0); }

/// exim -bh tells what its ACLs do between the replies.
class InteractiveReader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        std::string_view const text = line.text;
        bool const own = text.starts_with(">>> ") || text.starts_with("LOG: ") || text.starts_with("**** ");
        bool const told = text.starts_with("    ") || text.starts_with("  "); // what follows LOG:
        if (own || told) return send(events, Kind::note, line);
        send(events, is_reply_shaped(text) ? Kind::server : Kind::either, line, text);
    }
};

} // namespace

Dialect const exim{"exim", "output of exim -v or -d", InputKind::transcript, Observer::client, score_debug,
    open_reader<DebugReader>, nullptr, Echo::nothing, Shows::start | Shows::order | Shows::replies};
Dialect const exim_client{"exim-client", "output of Exim's test client", InputKind::transcript, Observer::client,
    score_client, open_reader<ClientReader>, nullptr, Echo::all,
    Shows::start}; // replies that it only counts stand as "????"
Dialect const exim_server{"exim-server", "output of Exim's test server", InputKind::transcript, Observer::server,
    score_server, open_reader<ServerReader>, nullptr, Echo::no_chunks, shows_dialogue};

Dialect const exim_bs{"exim-bs", "replies of exim -bs", InputKind::transcript, Observer::server, score_bs,
    open_reader<InteractiveReader>};
Dialect const exim_bh{"exim-bh", "a session tried with exim -bh", InputKind::transcript, Observer::server, score_bh,
    open_reader<InteractiveReader>, nullptr, Echo::all, Shows::start | Shows::order | Shows::replies};

} // namespace whybounce::dialect
