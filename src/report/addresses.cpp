#include "report/escape.hpp"
#include "report/renderer.hpp"

#include "whybounce/ascii.hpp"

#include <map>

namespace whybounce::report {
namespace {

/// Recipients to take off a list, one a line. What the other side said of an address of ours is no reason, and neither
/// is an answer that a later attempt can change.
class AddressRenderer final : public RecordSink {
public:
    explicit AddressRenderer(ByteSink& sink) : sink_(sink) {}

    void on(FailureRecord const& record) override {
        if (!record.final || !record.recipient || record.recipient->find('@') == std::string_view::npos) return;
        if (record.origin == Origin::rejection || is_consequence(record)) return;
        Standing& standing = failed_[ascii::to_lower(*record.recipient)];
        if (standing.address.empty()) standing.address = *record.recipient;
        if (record.diagnosis->verdict == "dead") standing.dead = true;
        if (record.diagnosis->verdict == "dead-later") standing.later += record.new_problems;
    }

    /// Who was reached after the failure is alive.
    void on(MessageRecord const& record) override {
        for (RecipientRecord const& recipient : record.recipients)
            if (recipient.fate == Fate::sent) failed_.erase(ascii::to_lower(recipient.recipient));
    }

    void on(SummaryRecord const&) override {
        for (auto const& [key, standing] : failed_)
            if (standing.dead || standing.later >= messages_until_dead) sink_.write(escape(standing.address) + '\n');
    }

private:
    /// Of this many messages that failed with the verdict dead-later, one could be chance.
    static constexpr std::uint32_t messages_until_dead = 2;

    struct Standing {
        std::string address;
        bool dead = false;
        std::uint32_t later = 0; ///< messages with the verdict dead-later
    };

    ByteSink& sink_;
    std::map<std::string, Standing, std::less<>> failed_; ///< by the address in small letters
};

} // namespace

std::unique_ptr<RecordSink> make_addresses(ByteSink& sink, RenderOptions const&) {
    return std::make_unique<AddressRenderer>(sink);
}

} // namespace whybounce::report
