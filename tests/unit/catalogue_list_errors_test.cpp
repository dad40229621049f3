#include "whybounce/catalogue.hpp"

#include <catch2/catch.hpp>

using namespace whybounce;

TEST_CASE("A list's error is told by its code, and as an error of the list that is named", "[catalogue][lists]") {
    struct Case {
        std::string_view name, text, entry, list;
    };
    auto const c = GENERATE(values<Case>({
        {"Spamhaus, resolver", "Client host [192.0.2.1] blocked using zen.spamhaus.org; 127.255.255.254",
            "spamhaus-resolver-refused", "zen.spamhaus.org"},
        {"Spamhaus, volume", "Client host [192.0.2.1] blocked using zen.spamhaus.org (127.255.255.255)",
            "spamhaus-too-many-queries", "zen.spamhaus.org"},
        {"Spamhaus, zone", "Client host [192.0.2.1] blocked using zem.spamhaus.org; 127.255.255.252",
            "spamhaus-zone-mistyped", "zem.spamhaus.org"},
        {"Spamhaus, glued", "Client host [192.0.2.1] blocked using zen.spamhaus.org=127.255.255.254",
            "spamhaus-resolver-refused", "zen.spamhaus.org"},
        {"another list", "Client host [192.0.2.1] blocked using bl.mailspike.net; 127.255.255.255",
            "list-query-refused", "bl.mailspike.net"},
        {"another list with an entry of its own",
            "Client host [192.0.2.1] blocked using b.barracudacentral.org; 127.255.255.254", "list-query-refused",
            "b.barracudacentral.org"},
        {"another list, glued", "Client host [192.0.2.1] blocked using b.barracudacentral.org=127.255.255.254",
            "list-query-refused", "b.barracudacentral.org"},
        {"a zone that is not there", "Client host [192.0.2.1] blocked using zen.spamhaus.rog; 127.255.255.252",
            "list-zone-mistyped", "zen.spamhaus.rog"},
        {"a listing", "Client host [192.0.2.1] blocked using b.barracudacentral.org=127.0.0.2", "list-barracuda-zone",
            "b.barracudacentral.org"},
    }));
    CAPTURE(c.name);
    Evidence evidence;
    evidence.code = 554;
    evidence.status = EnhancedStatusCode{5, 7, 1};
    evidence.text = c.text;
    Diagnosis const diagnosis = Catalogue::built_in().diagnose(evidence);
    CHECK(diagnosis.entry->id == c.entry);
    CHECK(diagnosis.list == std::string(c.list));
}
