package playhouse.serving.advertising.bidders;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import playhouse.serving.advertising.auction.Rates;
import playhouse.serving.advertising.matching.Matching;
import playhouse.serving.advertising.matching.Shown;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.rtb.Categories;
import playhouse.serving.platform.Json;

/** Judges what a bidder answered: only what was asked for is an offer. */
final class Judge {
  private static final int MOST_OFFERS = 12;
  private static final int VIDEO = 2;
  private static final long SECOND = 1_000;

  /** What markup and offer may differ in, for an offer's seconds are whole. */
  private static final long ROUNDED = 500;

  private static final BigDecimal DEAREST = BigDecimal.valueOf(100_000);

  private final Opportunity there;
  private final Rates rates;

  Judge(Opportunity there, Rates rates) {
    this.there = there;
    this.rates = rates;
  }

  Reply reply(Bidder bidder, byte[] body, long millis) {
    JsonNode answer;
    try {
      answer = Json.tree(new String(body, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Reply.of(bidder, Reply.INVALID, millis);
    }
    List<Offer> offers = new ArrayList<>();
    int seen = 0;
    String currency = answer.path("cur").asText("USD");
    OptionalDouble rate = rate(currency);
    for (JsonNode seat : answer.path("seatbid")) {
      for (JsonNode bid : seat.path("bid")) {
        if (seen++ < MOST_OFFERS
            && rate.isPresent()
            && there.request().equals(answer.path("id").asText())) {
          offer(bidder, bid, seat.path("seat").asText(), currency, rate.getAsDouble())
              .ifPresent(offers::add);
        }
      }
    }
    boolean empty = answer.isObject() && seen == 0;
    String outcome = empty ? Reply.NONE : offers.isEmpty() ? Reply.INVALID : Reply.LOST;
    return new Reply(bidder, outcome, offers, millis);
  }

  private OptionalDouble rate(String code) {
    try {
      return rates.of(CurrencyUnit.of(code), there.currency(), there.now());
    } catch (IllegalCurrencyException e) {
      return OptionalDouble.empty();
    }
  }

  private Optional<Offer> offer(
      Bidder bidder, JsonNode bid, String seat, String currency, double rate) {
    JsonNode price = bid.path("price");
    String markup = bid.path("adm").asText();
    Optional<String> nurl = text(bid, "nurl");
    Optional<String> burl = text(bid, "burl");
    if (!price.isNumber()
        || price.decimalValue().signum() <= 0
        || price.decimalValue().compareTo(DEAREST) > 0
        || !bid.path("impid").asText().equals(Question.IMP)
        || bid.path("mtype").asInt(VIDEO) != VIDEO
        || bid.path("id").asText().isEmpty()
        || bid.path("crid").asText().isEmpty()
        || nurl.filter(address -> !bidder.owns(address)).isPresent()
        || burl.filter(address -> !bidder.owns(address)).isPresent()) {
      return Optional.empty();
    }
    long micros =
        price
            .decimalValue()
            .movePointRight(6)
            .multiply(BigDecimal.valueOf(rate))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
    return creative(bidder, bid, markup)
        .filter(one -> micros >= floor(one.durationMillis()))
        .map(one -> fit(bidder, bid, one, micros))
        .map(
            fit ->
                new Offer(
                    bidder,
                    fit,
                    bid.path("id").asText(),
                    seat,
                    price.decimalValue().toPlainString(),
                    currency,
                    markup,
                    nurl,
                    burl));
  }

  private long floor(long millis) {
    Opportunity.Pod pod = there.pod();
    return Math.max(pod.floorMicros(), pod.floorMicrosPerSecond() * millis / SECOND);
  }

  private Optional<Creative> creative(Bidder bidder, JsonNode bid, String markup) {
    Markup vast = Markup.of(markup);
    long said = bid.path("dur").asLong() * SECOND;
    long millis = vast.millis().orElse(said);
    OptionalLong both = vast.millis();
    boolean agree = said == 0 || both.isEmpty() || Math.abs(said - both.getAsLong()) <= ROUNDED;
    Set<String> domains =
        texts(bid, "adomain").stream()
            .map(domain -> domain.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    Optional<Set<String>> categories = categories(bid);
    if (!vast.vast()
        || millis <= 0
        || !agree
        || !lasts(millis)
        || domains.isEmpty()
        || categories.isEmpty()) {
      return Optional.empty();
    }
    String owner = bidder.name() + "/" + domains.stream().sorted().findFirst().orElse("");
    Creative creative =
        new Creative(
            named(bidder.name() + "/crid/" + bid.path("crid").asText()),
            named(owner),
            owner,
            "unknown",
            bid.path("crid").asText(),
            millis,
            List.of(),
            "",
            domains,
            categories.get(),
            0,
            Optional.empty());
    return Optional.of(creative).filter(one -> Shown.allowed(one, there, Question.BARRED));
  }

  private boolean lasts(long millis) {
    Opportunity.Pod pod = there.pod();
    return millis <= pod.mostMillis()
        && (pod.exactMillis().isEmpty()
            ? millis >= pod.leastMillis() && millis <= pod.longestMillis()
            : pod.exactMillis().contains(millis));
  }

  /** Empty if it does not say what it advertises, or not so that we know. */
  private static Optional<Set<String>> categories(JsonNode bid) {
    int taxonomy = bid.path("cattax").asInt(Categories.FIRST);
    List<Optional<Set<String>>> ours =
        texts(bid, "cat").stream().map(one -> Categories.ours(one, taxonomy)).toList();
    return ours.isEmpty() || ours.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(
            ours.stream().flatMap(one -> one.orElseThrow().stream()).collect(Collectors.toSet()));
  }

  /** As auctions know ads: a line item of whoever offers it, for this break alone. */
  private Matching.Fit fit(Bidder bidder, JsonNode bid, Creative creative, long micros) {
    LineItem item =
        LineItem.plain(
            named(bidder.name() + "/" + there.request() + "/" + bid.path("id").asText()),
            named(bidder.name()),
            creative.advertiser(),
            bidder.name(),
            there.now(),
            there.now().plus(Duration.ofMinutes(1)),
            there.currency(),
            micros,
            micros);
    return new Matching.Fit(
        new Flight(item, List.of(creative)), List.of(creative), Matching.OUTSIDE, Optional.empty());
  }

  private static Optional<String> text(JsonNode bid, String field) {
    return Optional.of(bid.path(field).asText()).filter(text -> !text.isEmpty());
  }

  private static List<String> texts(JsonNode bid, String field) {
    return StreamSupport.stream(bid.path(field).spliterator(), false)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .toList();
  }

  private static UUID named(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
