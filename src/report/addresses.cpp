#include "report/address_set.hpp"
#include "report/escape.hpp"
#include "report/renderer.hpp"

#include <algorithm>

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
        AddressSet::Entry* const standing = failed_.of(*record.recipient);
        if (!standing) return;
        if (record.diagnosis->verdict == "dead") standing->dead = true;
        if (record.diagnosis->verdict == "dead-later")
            standing->later = static_cast<std::uint8_t>(std::min(standing->later + record.new_problems, 255U));
    }

    /// Who was reached after the failure is alive.
    void on(MessageRecord const& record) override {
        for (RecipientRecord const& recipient : record.recipients) {
            AddressSet::Entry* const standing =
                recipient.fate == Fate::sent ? failed_.find(recipient.recipient) : nullptr;
            if (!standing) continue;
            standing->dead = false;
            standing->later = 0;
        }
    }

    void on(SummaryRecord const&) override {
        for (AddressSet::Entry const* const standing : failed_.sorted())
            if (standing->dead || standing->later >= messages_until_dead)
                sink_.write(escape(standing->address()) + '\n');
    }

private:
    /// Of this many messages that failed with the verdict dead-later, one could be chance.
    static constexpr std::uint32_t messages_until_dead = 2;

    ByteSink& sink_;
    AddressSet failed_;
};

} // namespace

std::unique_ptr<RecordSink> make_addresses(ByteSink& sink, RenderOptions const&) {
    return std::make_unique<AddressRenderer>(sink);
}

} // namespace whybounce::report
