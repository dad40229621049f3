#pragma once
#include "whybounce/smtp.hpp"
#include <cstdint>
#include <optional>

namespace whybounce {

/// Which answers an entry can be about, and which one a reply is: by the class of the code and the subject of the
/// status. Errs on one side.
class AnswerKind {
public:
    /// Every answer.
    AnswerKind() = default;

    /// That of a reply. What it does not have says nothing of the code, but keeps off those that want a status.
    AnswerKind(std::optional<std::uint16_t> code, std::optional<EnhancedStatusCode> status)
        : bits_(static_cast<std::uint16_t>(
              (code ? class_bit(*code / 100U) : all_classes) | (status ? subject_bit(status->subject) : no_status))) {}

    /// From here on only those that are added.
    void clear_classes() { bits_ &= all_subjects; }
    void clear_subjects() { bits_ &= all_classes; }
    /// @param klass  the first digit of codes
    void add_class(unsigned klass) { bits_ |= class_bit(klass); }
    void add_subject(std::uint16_t subject) { bits_ |= subject_bit(subject); }

    bool meets(AnswerKind other) const {
        unsigned const both = bits_ & other.bits_;
        return (both & all_subjects) != 0 && (both & all_classes) != 0;
    }

private:
    static constexpr std::uint16_t no_status = 0x100, all_subjects = 0x1FF, all_classes = 0xFE00;
    static constexpr std::uint16_t subject_bit(std::uint16_t subject) {
        return static_cast<std::uint16_t>(1U << subject % 8);
    }
    static constexpr std::uint16_t class_bit(unsigned klass) { return static_cast<std::uint16_t>(0x200U << klass % 7); }

    std::uint16_t bits_ = all_subjects | all_classes;
};

} // namespace whybounce
