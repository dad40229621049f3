#include "whybounce/analysis.hpp"

#include "analysis/log_block.hpp"
#include "analysis/log_records.hpp"
#include "analysis/oddities.hpp"
#include "analysis/outlet.hpp"
#include "analysis/overlaps.hpp"
#include "analysis/session_records.hpp"
#include "analysis/unread_lines.hpp"
#include "dialects/content_run.hpp"
#include "whybounce/version.hpp"

#include <algorithm>
#include <cstring>

namespace whybounce {

/// Everything between the lines and the sink.
struct Analysis::State final : EventSink {
    State(Catalogue const& catalogue, AnalysisOptions wishes, RecordSink& sink)
        : options(std::move(wishes)), counting(counts_only(options, sink)), month(catalogue.month()),
          outlet(catalogue, options, counting, sink), logs(outlet, inputs, {!counting, options.most_stories}),
          sessions(outlet, oddities) {}

    static bool counts_only(AnalysisOptions const& options, RecordSink const& sink) {
        bool const narrowed = options.deliveries || options.events || !options.filter.empty();
        return !narrowed && !options.every_line && !sink.wants_all();
    }

    void on(TranscriptEvent const& event) override {
        if (overlaps.active() && overlaps.repeats(event.line.text)) return leave_out(event.line.number);
        merge(sessions.feed(event));
    }
    void on(BareReply const& reply) override {
        sessions.feed(reply);
        merge(LineClass::parsed);
    }
    void on(LogEvent const& event) override {
        bool const says_something = event.line_class != LineClass::irrelevant && !event.kind.empty();
        if (says_something && overlaps.active() && !compared && overlaps.repeats(event, whole_line))
            return leave_out(event.line.number);
        logs.feed(event);
        merge(event.line_class);
    }

    /// A line that was read before, in an earlier input.
    void leave_out(std::size_t number) {
        if (overlaps.repeated() == 1) first_repeated = number;
        merge(LineClass::parsed);
    }

    void tell_overlap() {
        if (!overlaps.active()) return;
        overlaps.end_input();
        std::uint64_t const lines = overlaps.repeated();
        outlet.summary().repeated += lines;
        if (lines > 0) {
            std::string const what = std::to_string(lines) +
                (lines == 1 ? " line stands in an earlier input too"
                            : " lines stand in an earlier input too, the first here");
            outlet.anomaly({input_name, first_repeated, "IN-OVERLAP", Severity::info, what, {}, "counted once"});
        }
        if (overlaps.overflowed())
            outlet.anomaly({input_name, 0, "IN-OVERLAP-LONG", Severity::warning,
                "too many lines of a time that another input covers too: not all were compared", {},
                "lines that stand in both may be counted twice; give the inputs one by one"});
    }

    /// Several events of one line: what was understood of any of them is understood.
    void merge(LineClass line_class) { best = std::min(best, line_class); }

    void line(std::string_view text, std::size_t number) {
        if (text.ends_with('\r')) text.remove_suffix(1);
        best = LineClass::unrecognised;
        whole_line = text;
        if (reader) reader->line({text, number}, *this);
        last_line = number;
        if (best == LineClass::unrecognised && transcript()) return keep_unread(text, number);
        give_up_unread();
        outlet.count_line(best, number);
    }

    void lines(std::string_view text, std::size_t first_line) {
        torn = !text.ends_with('\n');
        while (!text.empty()) {
            auto const* const end = static_cast<char const*>(std::memchr(text.data(), '\n', text.size()));
            std::size_t const size = end ? static_cast<std::size_t>(end - text.data()) : text.size();
            line(text.substr(0, size), first_line++);
            std::string_view const read = text.substr(0, size);
            text.remove_prefix(std::min(size + 1, text.size()));
            if (best == LineClass::irrelevant && !options.every_line && sessions.takes_content())
                pass_content(read, text, first_line);
        }
    }

    /// Content goes on as it was: nothing but its length is asked for.
    void pass_content(std::string_view like, std::string_view& text, std::size_t& first_line) {
        auto const mark = transcript() ? reader->content_mark(like) : std::nullopt;
        if (!mark) return;
        dialect::ContentRun const run = dialect::content_run(text, *mark);
        if (run.lines == 0) return;
        sessions.add_content(run.lines, run.octets);
        outlet.count_irrelevant(run.lines);
        first_line += run.lines;
        last_line = first_line - 1;
        text.remove_prefix(run.size);
    }

    bool transcript() const { return reader && dialect->kind == InputKind::transcript; }

    /// Nobody knows yet whether these lines are noise or another tool's.
    void keep_unread(std::string_view text, std::size_t number) {
        unread.add(text, number);
        if (unread.due()) go_on_in_other_dialect();
        if (unread.full()) give_up_unread();
    }

    void give_up_unread() {
        if (unread.empty()) return;
        unread.release([&](std::string_view text, std::size_t number) {
            oddities.saw_unread(text, number);
            outlet.count_line(LineClass::unrecognised, number);
        });
    }

    /// The text goes on in the words of another tool: what stands there is read by its reader.
    void go_on_in_other_dialect() {
        Dialect const* const other = unread.other_dialect(*dialect);
        if (!other) return;
        std::string const what = "from here on it is " + std::string(other->summary);
        outlet.anomaly({input_name, unread.first_line(), "IN-OTHER-DIALECT", Severity::info, what, {},
            "both parts are read; files of one tool each are read more surely"});
        reader->end(*this);
        sessions.change_dialect(*other);
        dialect = other;
        ReadingContext context;
        context.head = unread.text();
        reader = open_dialect(*other, context);
        unread.release([&](std::string_view text, std::size_t number) { line(text, number); });
    }

    void end_of_lines() {
        if (unread.due() || unread.enough()) go_on_in_other_dialect();
        give_up_unread();
    }

    AnalysisOptions options;
    bool counting; ///< nobody asks for more than numbers and examples: usual lines need not be read in full
    std::string_view month;
    std::vector<AnalysisInput> inputs;
    analysis::Outlet outlet;
    analysis::LogRecords logs;
    analysis::SessionRecords sessions;
    std::unique_ptr<DialectReader> reader;
    Dialect const* dialect = nullptr; ///< of the present input, as far as it was read
    analysis::UnreadLines unread;
    analysis::Oddities oddities;
    analysis::Overlaps overlaps;
    std::string_view whole_line;    ///< that is being read
    std::size_t first_repeated = 0; ///< line of the present input
    bool compared = false;          ///< the lines of the block that is being taken were compared with other inputs
    BlockDigest own_digest;
    /// An input that ends inside a line which then cannot be read.
    void tell_cut_end() {
        if (!torn || best != LineClass::unrecognised || !reader) return;
        outlet.anomaly(
            {input_name, last_line, "IN-CUT-LINE", Severity::warning, "the last line breaks off and cannot be read", {},
                "copy the file again if its end matters; everything before this line was read"});
    }

    LineClass best = LineClass::unrecognised;
    std::string_view input_name;
    std::size_t last_line = 0;
    bool torn = false; ///< the text so far does not end with a line end
};

struct BlockDigest::Content : analysis::LogBlock {};
BlockDigest::BlockDigest() : content_(std::make_unique<Content>()) {}
BlockDigest::~BlockDigest() = default;
BlockDigest::BlockDigest(BlockDigest&&) noexcept = default;
BlockDigest& BlockDigest::operator=(BlockDigest&&) noexcept = default;

Analysis::Analysis(Catalogue const& catalogue, AnalysisOptions options, RecordSink& sink)
    : state_(std::make_unique<State>(catalogue, std::move(options), sink)) {}
Analysis::~Analysis() = default;

void Analysis::begin(std::vector<AnalysisInput> inputs) {
    state_->inputs = std::move(inputs);
    state_->overlaps.begin(state_->inputs);
    std::vector<InputInfo> infos;
    for (AnalysisInput const& input : state_->inputs) {
        InputInfo info{input.name, {}, {}};
        if (input.dialect) {
            info.dialect = input.dialect->id;
            info.kind = input.dialect->kind;
        }
        infos.push_back(std::move(info));
    }
    state_->outlet.header({WHYBOUNCE_VERSION, state_->month, infos});
}

void Analysis::begin_input(std::size_t number, ReadingContext const& context) {
    AnalysisInput const& input = state_->inputs[number];
    state_->outlet.begin_input(input.name);
    state_->input_name = input.name;
    state_->torn = false;
    if (!input.dialect) return; // its lines are counted, no more
    state_->overlaps.begin_input(number);
    state_->logs.begin_input(number);
    state_->sessions.begin_input(number, input);
    state_->dialect = input.dialect;
    state_->reader = open_dialect(*input.dialect, context);
}

bool Analysis::digests() const { return state_->counting && state_->reader && state_->dialect->digest; }

void Analysis::digest(std::string_view text, BlockDigest& into) const {
    analysis::read_block(*state_->dialect, state_->outlet.catalogue(), text, *into.content_);
}

/// A block without an end of line is the end of an input: its last line is always read in full.
void Analysis::take(BlockDigest const& digest, std::size_t first_line) {
    analysis::LogBlock const& block = *digest.content_;
    if (state_->reader->needs_every_line()) return state_->lines(block.log.text, first_line);
    if (state_->overlaps.active() && state_->overlaps.any_repeated(block.log))
        return state_->lines(block.log.text, first_line);
    state_->compared = true;
    state_->torn = !block.log.text.ends_with('\n');
    state_->outlet.count_understood(block.log.understood);
    state_->outlet.count_irrelevant(block.log.irrelevant);
    state_->best = LineClass::parsed;
    state_->logs.take(block, first_line, *state_->reader,
        [&](std::string_view text, std::size_t number) { state_->line(text, number); });
    state_->compared = false;
    state_->last_line = first_line + block.log.lines - 1;
}

void Analysis::block(std::string_view text, std::size_t first_line) {
    if (!digests()) return state_->lines(text, first_line);
    digest(text, state_->own_digest);
    take(state_->own_digest, first_line);
}

void Analysis::anomaly(AnomalyRecord const& record) { state_->outlet.anomaly(record); }

void Analysis::end_input() {
    if (!state_->reader) return;
    state_->tell_cut_end();
    state_->end_of_lines();
    state_->reader->end(*state_);
    state_->tell_overlap();
    state_->sessions.end_input();
    state_->logs.end_input();
    state_->oddities.finish(state_->input_name, [&](AnomalyRecord const& record) { state_->outlet.anomaly(record); });
    state_->reader.reset();
}

SummaryRecord const& Analysis::close() {
    state_->logs.finish();
    return state_->outlet.summary();
}

void Analysis::finish(int exit_status) {
    state_->outlet.summary().exit_status = exit_status;
    state_->outlet.tell_summary();
}

} // namespace whybounce
