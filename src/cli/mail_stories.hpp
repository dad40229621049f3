#pragma once
#include "analysis/mail_search.hpp"
#include "analysis/record_copies.hpp"
#include "whybounce/analysis.hpp"

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace whybounce::cli {

/// Collects the records of an analysis with deliveries and events into the messages that a word asks for, and those
/// that are linked to them. Holds what the search let through, until told.
class MailStories final : public RecordSink {
public:
    /// @param search  must outlive this @param span  its times narrow the messages by their arrival
    MailStories(analysis::MailWord word, analysis::MailSearch const& search, Filter span)
        : word_(std::move(word)), search_(search), span_(std::move(span)) {}

    void on(HeaderRecord const& record) override;
    void on(MessageRecord const& record) override;
    void on(DeliveryRecord const& record) override { keep(record); }
    void on(FailureRecord const& record) override;
    void on(EventRecord const& record) override;
    void on(AnomalyRecord const& record) override;

    /// What comes from here on is told at the end of all logs.
    void all_read() { all_read_ = true; }
    /// Hands on what was found: each message before its own records, and a mail before those that come of it.
    /// @return the counts of what was told
    SummaryRecord tell(RecordSink& sink);

private:
    /// A line, by its input and number.
    using LinePlace = std::pair<std::string, std::size_t>;
    /// The records under one queue id.
    struct Pending {
        analysis::RecordCopies copies;
        std::vector<std::uint64_t> numbers; ///< when each of them came
        LinePlace begins;
    };
    using PendingPtr = std::unique_ptr<Pending>;
    struct Story {
        std::vector<PendingPtr> parts;
        analysis::RecordCopies message;
        std::uint64_t first = 0; ///< number of its first record
        bool wanted = false;
        Story* parent = nullptr;
        std::vector<Story*> children;
        MessageRecord const& record() const { return std::get<MessageRecord>(message.records().front()); }
    };

    template <typename Record> void keep(Record const& record);
    Pending& pending_of(std::string_view queue_id, Where const& where);
    void keep_tls(EventRecord const& record);
    void add_tls(EventRecord const& record);
    std::string host_of(MessageRecord const& record) const;
    PendingPtr take(std::string const& key);
    void give_back_new_beginning(Pending& pending, std::string const& key);
    bool matches(Story const& story) const;
    bool matches(analysis::AnyRecord const& record) const;
    void link();
    void choose();
    std::vector<Story const*> in_order() const;
    static void tell_story(Story const& story, RecordSink& sink);

    analysis::MailWord word_;
    analysis::MailSearch const& search_;
    Filter span_;
    std::unordered_map<std::string, PendingPtr> pending_; ///< by host and queue id
    std::vector<std::string> hosts_;
    std::string host_; ///< of the line that is being told
    std::map<std::string, std::unique_ptr<analysis::RecordCopies>, std::less<>> tls_; ///< the last of each process
    std::vector<std::unique_ptr<Story>> stories_; ///< rejections too, without message
    analysis::RecordCopies head_;                 ///< what stands before the stories
    std::uint64_t number_ = 0;
    bool all_read_ = false;
};

} // namespace whybounce::cli
