package playhouse.serving.identity.risk;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.risk.clues.Address;
import playhouse.serving.identity.risk.clues.Client;
import playhouse.serving.identity.risk.clues.Disposable;
import playhouse.serving.identity.risk.clues.Keyed;
import playhouse.serving.platform.http.Net;

/** What is known of an attempt, and by which marks others like it are found. */
record Clues(
    Keyed keyed, SignUpRisk.Attempt attempt, Address address, Optional<Net> net, Client client) {

  static Clues of(Keyed keyed, SignUpRisk.Attempt attempt, Client client) {
    return new Clues(
        keyed,
        attempt,
        Address.of(attempt.kind(), attempt.address()),
        // Behind a house's own network may stand a proxy, and behind that anybody.
        Net.of(attempt.ip()).filter(net -> !net.local()),
        client);
  }

  /** The address, if it is of mail. */
  Optional<Address> mail() {
    return Optional.of(address).filter(one -> one.kind().equals("email"));
  }

  Optional<byte[]> addressMark() {
    return Optional.of(keyed.mark("address", address.canonical()));
  }

  byte[] exactMark() {
    return keyed.mark("exact", address.exact());
  }

  byte[] domainMark() {
    return keyed.mark("domain", address.domain());
  }

  Optional<byte[]> netMark() {
    return net.map(one -> keyed.mark("net", one.cidr()));
  }

  Optional<byte[]> deviceMark() {
    return device().map(name -> keyed.mark("device", name));
  }

  byte[] lookMark() {
    return keyed.mark("look", look());
  }

  /** Of clients without a device. */
  Optional<byte[]> bareMark() {
    return device().isPresent()
        ? Optional.empty()
        : Optional.of(keyed.mark("bare", client.agent().orElse("")));
  }

  private Optional<String> device() {
    return attempt.device().filter(name -> !name.isBlank());
  }

  private String look() {
    String block =
        address.kind().equals("phone") ? address.exact().substring(0, 4) : address.domain();
    return String.join(
        "\n",
        client.agent().orElse(""),
        block,
        address.shape(),
        Boolean.toString(device().isPresent()));
  }

  /** How often what each rule looks for was seen. */
  Map<Rule, Long> counts(Handle tx) {
    Map<Rule, Long> counts = new EnumMap<>(JudgedStore.counts(tx, this));
    if (!address.smallDomain()) {
      counts.remove(Rule.DOMAIN_ALIKE_WEEK);
      counts.remove(Rule.DOMAIN_WEEK);
    }
    if (!address.kind().equals("phone")) {
      counts.remove(Rule.PHONE_BLOCK_HOUR);
    }
    note(counts, Rule.DISPOSABLE_DOMAIN, mail().filter(m -> Disposable.is(m.domain())).isPresent());
    note(counts, Rule.PHONE_KIND, address.unlikelyPhone());
    note(counts, Rule.DEVICE_MISSING, device().isEmpty());
    note(counts, Rule.AGENT_MISSING, client.agent().isEmpty());
    note(counts, Rule.AGENT_SCRIPTED, client.scripted());
    note(counts, Rule.AGENT_CONTRADICTS, client.contradicts());
    note(counts, Rule.HEADERS_CONTRADICT, client.headersContradict());
    note(counts, Rule.FORWARDED_UNBELIEVED, client.pretends());
    return counts;
  }

  private static void note(Map<Rule, Long> counts, Rule rule, boolean so) {
    if (so) {
      counts.put(rule, 1L);
    }
  }

  /** Without who it is: logs are read by many. */
  @Override
  public String toString() {
    return "clues of " + attempt;
  }
}
