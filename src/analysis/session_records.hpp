#pragma once
#include "analysis/outlet.hpp"
#include "lint/linter.hpp"
#include "session/tracker.hpp"

namespace whybounce::analysis {

/// Makes records of the sessions of a transcript, and of the replies of a list of them.
class SessionRecords final : public session::SessionSink {
public:
    explicit SessionRecords(Outlet& outlet) : outlet_(outlet), tracker_(*this) {}

    void begin_input(std::size_t number, AnalysisInput const& input);
    LineClass feed(TranscriptEvent const& event) { return tracker_.feed(event); }
    void feed(BareReply const& reply);
    void end_input() { tracker_.finish(); }

    void on(session::Session const& session) override;

private:
    bool tell_session(session::Session const& session);
    void tell_reply(BareReply const& reply);
    void tell_findings(session::Session const& session);
    void tell_failure(session::Session const& session, session::Failure const& failure);
    Where where(std::size_t line) const { return {input_->name, line, input_->dialect->id}; }

    Outlet& outlet_;
    lint::Linter linter_;
    session::Tracker tracker_;
    AnalysisInput const* input_ = nullptr;
    std::size_t number_ = 0;
};

} // namespace whybounce::analysis
