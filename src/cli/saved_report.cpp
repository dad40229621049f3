#include "cli/saved_report.hpp"

#include "grammars/parse.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>

#include <algorithm>
#include <array>

namespace whybounce::cli {
namespace {

using Json = rapidjson::Value;

constexpr char const* how_to_save = "save it with `whybounce report --format json FILE... > report.json`";

/// The enumerator of a word of the schema.
template <typename Enum> Enum enum_of(JsonObject const& json, char const* name, std::size_t count) {
    std::string_view const word = json.text(name);
    for (std::size_t i = 0; i < count; ++i)
        if (to_string(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
    throw BadRecord{std::string("`") + name + "` is `" + std::string(word) + "`, which this version does not know"};
}

/// The same for words that only JSON has.
template <typename Enum>
Enum enum_of(JsonObject const& json, char const* name, std::array<std::string_view, 3> const& words) {
    auto const found = std::ranges::find(words, json.text(name));
    if (found == words.end()) throw BadRecord{std::string("`") + name + "` is a word that this version does not know"};
    return static_cast<Enum>(found - words.begin());
}

template <typename Number> std::optional<Number> optional_number(JsonObject const& json, char const* name) {
    if (json.is_null(name)) return std::nullopt;
    return static_cast<Number>(json.number(name));
}

std::optional<EnhancedStatusCode> status_of(JsonObject const& json) {
    auto const text = json.optional_text("enhanced");
    if (!text) return std::nullopt;
    auto const parsed = grammar::parse_status_code(*text);
    if (!parsed || parsed->length != text->size()) throw BadRecord{"`enhanced` is no status code"};
    return parsed->value;
}

Where where_of(JsonObject const& json) { return {json.text("input"), json.number("line"), json.text("dialect")}; }

Peer peer_of(JsonObject const& json, bool with_port) {
    return {json.optional_text("host"), json.optional_text("ip"),
        with_port ? optional_number<std::uint16_t>(json, "port") : std::nullopt};
}

RefusedClient client_of(JsonObject const& json) {
    return {json.optional_text("helo"), json.optional_text("restriction"), json.optional_text("sasl_method"),
        json.optional_text("sasl_username")};
}

LineCounts counts_of(JsonObject const& json) {
    return {json.number("lines"), json.number("parsed"), json.number("irrelevant"), json.number("unrecognised")};
}

/// Makes the record of one object, and hands it on.
class RecordReader {
public:
    RecordReader(SavedDiagnoses& diagnoses, RecordSink& sink) : diagnoses_(diagnoses), sink_(sink) {}

    bool complete() const { return headers_ > 0 && headers_ == summaries_; }

    void read(JsonObject const& json) {
        struct Row {
            std::string_view kind;
            void (RecordReader::*read)(JsonObject const&);
        };
        static constexpr Row rows[] = {
            {"header", &RecordReader::header},
            {"session", &RecordReader::session},
            {"message", &RecordReader::message},
            {"delivery", &RecordReader::delivery},
            {"failure", &RecordReader::failure},
            {"report", &RecordReader::report},
            {"event", &RecordReader::event},
            {"anomaly", &RecordReader::anomaly},
            {"summary", &RecordReader::summary},
        };
        std::string_view const kind = json.text("record");
        auto const row = std::ranges::find(rows, kind, &Row::kind);
        if (row == std::end(rows)) throw BadRecord{"a record of the kind `" + std::string(kind) + "` is none of ours"};
        if (kind != "header" && headers_ == summaries_) throw BadRecord{"a header must come before this record"};
        (this->*row->read)(json);
    }

private:
    void header(JsonObject const& json) {
        if (headers_ != summaries_) throw BadRecord{"the report before has no summary: it is not whole"};
        if (json.text("schema") != schema_id)
            throw BadRecord{
                "schema `" + std::string(json.text("schema")) + "`, and this version reads " + std::string(schema_id)};
        std::vector<InputInfo> inputs;
        for (Json const& item : json.array("inputs").GetArray()) {
            JsonObject const one(item);
            InputInfo& info = inputs.emplace_back();
            info.input = one.text("input");
            if (auto const dialect = one.optional_text("dialect")) info.dialect = *dialect;
            if (!one.is_null("kind")) info.kind = enum_of<InputKind>(one, "kind", 4);
        }
        ++headers_;
        sink_.on(HeaderRecord{json.text("version"), json.text("catalogue"), inputs});
    }

    void session(JsonObject const& json) {
        constexpr std::array<std::string_view, 3> protocols{"smtp", "esmtp", "lmtp"},
            observers{"client", "server", "unknown"}, seen{"both", "elided", "unseen"};
        SessionRecord record;
        record.where = where_of(json);
        record.protocol = enum_of<SessionRecord::Protocol>(json, "protocol", protocols);
        record.observer = enum_of<SessionRecord::Observer>(json, "observer", observers);
        record.server = json.optional_text("server");
        record.client = json.optional_text("client");
        record.tls = json.flag("tls");
        record.authenticated = json.flag("authenticated");
        record.auth_mechanism = json.optional_text("auth_mechanism");
        record.phase = enum_of<Phase>(json, "phase", 9);
        record.complete = json.flag("complete");
        std::vector<ExchangeRecord> exchanges;
        for (Json const& item : json.array("exchanges").GetArray()) {
            JsonObject const one(item);
            exchanges.push_back({one.number("line"), one.text("verb"), one.text("argument"),
                optional_number<std::uint16_t>(one, "code"), status_of(one), one.text("text"),
                enum_of<Phase>(one, "phase", 9), one.flag("in_order"),
                enum_of<ExchangeRecord::Seen>(one, "seen", seen)});
        }
        record.exchanges = exchanges;
        sink_.on(record);
    }

    void message(JsonObject const& json) {
        MessageRecord record;
        record.where = where_of(json);
        record.message_id = json.optional_text("message_id");
        std::vector<std::string> ids;
        for (Json const& id : json.array("queue_ids").GetArray()) {
            if (!id.IsString()) throw BadRecord{"`queue_ids` is not a list of strings"};
            ids.emplace_back(id.GetString(), id.GetStringLength());
        }
        record.queue_ids = ids;
        record.sender = json.optional_text("sender");
        record.size = optional_number<std::uint64_t>(json, "size");
        record.client = peer_of(json.object("client"), false);
        record.arrived = json.optional_text("arrived");
        record.removed = json.optional_text("removed");
        std::vector<RecipientRecord> recipients;
        for (Json const& item : json.array("recipients").GetArray()) {
            JsonObject const one(item);
            recipients.push_back({one.text("recipient"), one.optional_text("orig_to"),
                static_cast<std::uint32_t>(one.number("attempts")), enum_of<Fate>(one, "fate", 9),
                one.number("last_line")});
        }
        record.recipients = recipients;
        record.parent = json.optional_text("parent");
        record.relation = json.optional_text("relation");
        sink_.on(record);
    }

    /// What deliveries and failures have in common.
    template <typename Record> static void attempt(JsonObject const& json, Record& record) {
        record.time = json.optional_text("time");
        record.queue_id = json.optional_text("queue_id");
        record.message_id = json.optional_text("message_id");
        record.sender = json.optional_text("sender");
        record.recipient = json.optional_text("recipient");
        record.relay = peer_of(json.object("relay"), true);
        record.phase = enum_of<Step>(json, "phase", 12);
        record.code = optional_number<std::uint16_t>(json, "code");
        record.enhanced = status_of(json);
        record.text = json.text("text");
    }

    void delivery(JsonObject const& json) {
        DeliveryRecord record;
        record.where = where_of(json);
        attempt(json, record);
        if (!json.is_null("delay")) record.delay = json.decimal("delay");
        if (!json.is_null("delays")) record.delays = delays(json.array("delays"));
        record.tls = json.optional_text("tls");
        record.status = json.optional_text("status");
        sink_.on(record);
    }

    static std::array<double, 4> delays(Json const& array) {
        std::array<double, 4> parts{};
        if (array.Size() != parts.size()) throw BadRecord{"`delays` are not four numbers"};
        for (rapidjson::SizeType i = 0; i < parts.size(); ++i) {
            if (!array[i].IsNumber()) throw BadRecord{"`delays` are not four numbers"};
            parts[i] = array[i].GetDouble();
        }
        return parts;
    }

    void failure(JsonObject const& json) {
        FailureRecord record;
        record.where = where_of(json);
        record.origin = enum_of<Origin>(json, "origin", 5);
        attempt(json, record);
        if (!json.is_null("time_basis")) record.time_basis = enum_of<TimeBasis>(json, "time_basis", 4);
        record.speaker = enum_of<Speaker>(json, "speaker", 3);
        record.verb = json.optional_text("verb");
        record.cut = json.flag("cut");
        record.outcome = enum_of<Outcome>(json, "outcome", 3);
        record.final = json.flag("final");
        record.attempts = static_cast<std::uint32_t>(json.number("attempts"));
        record.caused_by = optional_number<std::size_t>(json, "caused_by");
        Diagnosis const diagnosis = diagnoses_.read(json.object("diagnosis"));
        record.diagnosis = &diagnosis;
        record.new_problems = static_cast<std::uint32_t>(json.number("problems"));
        if (json.has("client")) record.client = client_of(json.object("client"));
        sink_.on(record);
    }

    void report(JsonObject const& json) {
        ReportRecord record;
        record.where = where_of(json);
        record.recipient = json.optional_text("recipient");
        record.message_id = json.optional_text("message_id");
        record.code = optional_number<std::uint16_t>(json, "code");
        record.enhanced = status_of(json);
        record.text = json.text("text");
        Diagnosis const diagnosis = diagnoses_.read(json.object("diagnosis"));
        record.diagnosis = &diagnosis;
        sink_.on(record);
    }

    void event(JsonObject const& json) {
        EventRecord record;
        record.where = where_of(json);
        record.time = json.optional_text("time");
        record.host = json.optional_text("host");
        record.program = json.optional_text("program");
        record.pid = optional_number<std::uint32_t>(json, "pid");
        record.queue_id = json.optional_text("queue_id");
        record.kind = json.text("kind");
        std::vector<EventField> fields;
        Json const& members = json.at("fields");
        if (!members.IsObject()) throw BadRecord{"`fields` is not an object"};
        for (auto const& member : members.GetObject()) {
            if (!member.value.IsString()) throw BadRecord{"a member of `fields` is not a string"};
            fields.push_back({{member.name.GetString(), member.name.GetStringLength()},
                {member.value.GetString(), member.value.GetStringLength()}});
        }
        record.fields = fields;
        sink_.on(record);
    }

    void anomaly(JsonObject const& json) {
        sink_.on(AnomalyRecord{json.text("input"), json.number("line"), json.text("id"),
            enum_of<Severity>(json, "severity", 3), json.text("what"), json.optional_text("rfc"), {}});
    }

    void summary(JsonObject const& json) {
        SummaryRecord record;
        record.counts = counts_of(json);
        record.sessions = json.number("sessions");
        record.messages = json.number("messages");
        record.failures = json.number("failures");
        record.problems = json.number("problems");
        map(json, "by_reason", record.by_reason);
        map(json, "by_provider", record.by_provider);
        map(json, "by_phase", record.by_phase);
        map(json, "by_outcome", record.by_outcome);
        map(json, "by_verdict", record.by_verdict);
        map(json, "by_fate", record.by_fate);
        if (auto const time = json.optional_text("first_time")) record.first_time = *time;
        if (auto const time = json.optional_text("last_time")) record.last_time = *time;
        record.cut_stories = json.number("cut_stories");
        for (Json const& item : json.array("by_input").GetArray())
            record.by_input.emplace_back(JsonObject(item).text("input"), counts_of(JsonObject(item)));
        samples(json.array("unrecognised_samples"), record);
        record.repeated = json.number_or("repeated", 0);
        record.exit_status = static_cast<int>(json.number("exit_status"));
        if (json.has("by_time")) record.by_time = traffic(json.array("by_time"));
        if (json.has("failed_logins")) record.failed_logins = logins(json.object("failed_logins"));
        if (json.has("by_anomaly")) map(json, "by_anomaly", record.by_anomaly);
        if (json.has("by_severity")) map(json, "by_severity", record.by_severity);
        ++summaries_;
        sink_.on(record);
    }

    static Traffic traffic(Json const& rows) {
        Traffic traffic;
        for (Json const& row : rows.GetArray()) {
            JsonObject const one(row);
            auto const period = Period::parse(one.text("time"));
            bool const fits = period && (traffic.empty() || traffic.begin()->first.unit() == period->unit());
            if (!fits) throw BadRecord{"`by_time` has a `time` that is no hour, or unlike the others"};
            traffic[*period] = {one.number("messages"), one.number("sent"), one.number("deferred"),
                one.number("bounced"), one.number("rejected"), one.number("problems")};
        }
        return traffic;
    }

    static LoginCounts logins(JsonObject const& json) {
        LoginCounts logins;
        logins.failed = json.number("failed");
        map(json, "by_method", logins.by_method);
        map(json, "by_user", logins.by_user);
        map(json, "by_client", logins.by_client);
        return logins;
    }

    template <typename Map> static void map(JsonObject const& json, char const* name, Map& counts) {
        Json const& members = json.at(name);
        if (!members.IsObject()) throw BadRecord{std::string("`") + name + "` is not an object"};
        for (auto const& member : members.GetObject()) {
            if (!member.value.IsUint64())
                throw BadRecord{std::string("`") + name + "` holds something else than counts"};
            counts[{member.name.GetString(), member.name.GetStringLength()}] = member.value.GetUint64();
        }
    }

    /// Only their lines are written; they stand in the order of the inputs, which have counts of them.
    static void samples(Json const& lines, SummaryRecord& record) {
        auto input = record.by_input.begin();
        std::uint64_t left = input == record.by_input.end() ? 0 : input->second.unrecognised;
        for (Json const& line : lines.GetArray()) {
            if (!line.IsUint64()) throw BadRecord{"`unrecognised_samples` are not line numbers"};
            while (left == 0 && input != record.by_input.end() && ++input != record.by_input.end())
                left = input->second.unrecognised;
            if (left > 0) --left;
            record.unrecognised_samples.push_back(
                {input == record.by_input.end() ? std::string{} : input->first, line.GetUint64()});
        }
    }

    SavedDiagnoses& diagnoses_;
    RecordSink& sink_;
    std::size_t headers_ = 0, summaries_ = 0;
};

/// Goes through the objects of a text: one behind the other, or in the list "records" of one that holds them all.
class ObjectStream {
public:
    explicit ObjectStream(std::string_view text) : text_(text) {
        if (text_.starts_with("\xEF\xBB\xBF")) next_ = 3;
    }

    std::size_t at() const { return at_; } ///< of the object read last, or of what is wrong

    /// The next record; nullptr at the end. Throws BadRecord.
    Json const* next() {
        skip_blanks();
        if (in_list_) return next_of_list();
        if (at_ == text_.size()) return nullptr;
        if (begins_document()) return next_of_list();
        return value();
    }

private:
    void skip_blanks() {
        at_ = next_;
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
        next_ = at_;
    }

    bool take(char c) {
        skip_blanks();
        if (at_ == text_.size() || text_[at_] != c) return false;
        next_ = at_ + 1;
        return true;
    }

    void require(char c) {
        if (!take(c)) throw BadRecord{std::string("`") + c + "` is missing"};
    }

    Json const* value() {
        rapidjson::MemoryStream stream(text_.data() + at_, text_.size() - at_);
        document_ = rapidjson::Document();
        document_.ParseStream<rapidjson::kParseStopWhenDoneFlag | rapidjson::kParseValidateEncodingFlag>(stream);
        if (document_.HasParseError()) {
            at_ += document_.GetErrorOffset();
            throw BadRecord{std::string("this is no JSON: ") + rapidjson::GetParseError_En(document_.GetParseError())};
        }
        next_ = at_ + stream.Tell();
        return &document_;
    }

    /// {"schema": "whybounce/1", "records": [
    bool begins_document() {
        std::size_t const begin = at_;
        if (!take('{')) return false;
        skip_blanks();
        if (text_.substr(at_).starts_with("\"record\"")) {
            at_ = next_ = begin;
            return false;
        }
        while (true) {
            skip_blanks();
            Json const* const name = value();
            if (!name->IsString()) throw BadRecord{"a member without a name"};
            bool const records = std::string_view(name->GetString(), name->GetStringLength()) == "records";
            require(':');
            if (records) break;
            skip_blanks();
            value();
            if (!take(',')) throw BadRecord{"no member `records`: this is no report of whybounce"};
        }
        require('[');
        first_ = in_list_ = true;
        return true;
    }

    Json const* next_of_list() {
        if (take(']')) {
            in_list_ = false;
            require('}');
            return next();
        }
        if (!first_) require(',');
        first_ = false;
        skip_blanks();
        return value();
    }

    std::string_view text_;
    rapidjson::Document document_;
    std::size_t at_ = 0, next_ = 0;
    bool in_list_ = false, first_ = false;
};

Error error_at(std::string_view text, std::size_t at, std::string const& name, std::string what) {
    std::string_view const before = text.substr(0, std::min(at, text.size()));
    auto const line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
    std::size_t const column = before.size() - (before.rfind('\n') + 1) + 1; // npos + 1 is 0
    return {Errc::not_recognised, name, line, column, std::move(what), how_to_save};
}

} // namespace

Result<std::size_t> SavedReport::read(std::string_view text, std::string const& name, RecordSink& sink) {
    ObjectStream objects(text);
    RecordReader reader(diagnoses_, sink);
    std::size_t count = 0;
    try {
        while (Json const* const object = objects.next()) {
            reader.read(JsonObject(*object));
            ++count;
        }
        if (!reader.complete())
            throw BadRecord{count == 0 ? "no records: this is no report of whybounce"
                                       : "the summary is missing: the report is not whole"};
    } catch (BadRecord const& bad) {
        return error_at(text, objects.at(), name, bad.what);
    }
    return count;
}

} // namespace whybounce::cli
