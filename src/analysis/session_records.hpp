#pragma once
#include "analysis/oddities.hpp"
#include "analysis/outlet.hpp"
#include "lint/linter.hpp"
#include "session/credentials.hpp"
#include "session/tracker.hpp"

#include <map>
#include <string>

namespace whybounce::analysis {

/// Makes records of the sessions of a transcript, and of the replies of a list of them.
class SessionRecords final : public session::SessionSink {
public:
    /// Dialogues that may stand open side by side in one input; beyond it the one that was silent longest is ended.
    static constexpr std::size_t max_channels = 1024;

    SessionRecords(Outlet& outlet, Oddities& oddities) : outlet_(outlet), oddities_(oddities), tracker_(*this) {}

    void begin_input(std::size_t number, AnalysisInput const& input);
    LineClass feed(TranscriptEvent const& event);
    void feed(BareReply const& reply);
    /// Is a message being sent in the dialogue without a channel, of which lines of plain words need not be fed one by
    /// one? Then they may be told with add_content.
    bool takes_content() const { return tracker_.takes_content(); }
    void add_content(std::uint64_t lines, std::uint64_t octets) { tracker_.add_content(lines, octets); }
    void end_input();
    /// The rest of the input is in the words of another tool.
    void change_dialect(Dialect const& dialect);

    void on(session::Session const& session) override;

private:
    /// One of several dialogues side by side.
    struct Channel {
        session::Tracker tracker;
        std::size_t last_line = 0;
    };

    session::Tracker& tracker_of(TranscriptEvent const& event);
    void end_oldest_channel();

    bool tell_session(session::Session const& session);
    void tell_reply(BareReply const& reply);
    void tell_findings(session::Session const& session, bool copy);
    void tell_failure(session::Session const& session, session::Failure const& failure);
    Where where(std::size_t line) const { return {input_->name, line, dialect_->id}; }

    Outlet& outlet_;
    Oddities& oddities_;
    lint::Linter linter_;
    session::Tracker tracker_;  ///< of the dialogue without a channel
    session::Credentials seen_; ///< logins that stood in a list of replies
    std::map<std::string, Channel, std::less<>> channels_;
    AnalysisInput const* input_ = nullptr;
    Dialect const* dialect_ = nullptr; ///< of what is read now
    std::size_t number_ = 0;
};

} // namespace whybounce::analysis
