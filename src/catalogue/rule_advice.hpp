#pragma once
#include "catalogue/examples.hpp"
#include "catalogue/stanza.hpp"

namespace whybounce {

/// Why an entry does not decide its example, or decides its near-miss: the place in its file (`what` is empty), and in
/// `hint` what to change.
/// @param stanza  that the entry of `fault` is made of
Error advice_on(Catalogue const& catalogue, Stanza const& stanza, ExampleFault const& fault);

} // namespace whybounce
