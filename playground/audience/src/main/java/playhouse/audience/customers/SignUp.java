package playhouse.audience.customers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import playhouse.audience.customers.Services.Told;
import playhouse.audience.world.Person;

/** Opens an account as people do: fills in, reads the code in the mail, agrees. */
record SignUp(App app, String address, String password) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");
  private static final long MAIL_WITHIN_MILLIS = 60_000;
  private static final long MAIL_EVERY_MILLIS = 250;

  /** Who they are then; empty if they were refused. */
  Optional<Customer> open() {
    Instant begin = Instant.now();
    Told begun = app.post("/v1/sign-up", form(""));
    if (begun.says("proof_required")) {
      String proof = ProofOfWork.solve(begun.body().path("challenge"));
      begun = app.post("/v1/sign-up", form(proof));
    }
    if (begun.status() != 202) {
      return Optional.empty();
    }
    String at = "/v1/sign-up/" + begun.text("id");
    Set<String> tried = new HashSet<>();
    // Whoever had to begin twice gets two codes, and does not know which is which.
    for (Optional<String> code = code(begin, tried); code.isPresent(); code = code(begin, tried)) {
      Told shown = app.post(at + "/verify", JSON.createObjectNode().put("code", code.get()));
      if (!shown.says("code_wrong")) {
        return joined(at, shown);
      }
      tried.add(code.get());
    }
    // No code, but news of an account: it was opened before, and nobody heard of it.
    return signIn();
  }

  /** Comes in by password; empty if they are not let in. */
  Optional<Customer> signIn() {
    ObjectNode body = JSON.createObjectNode().put("address", address).put("password", password);
    return known(app.post("/v1/sign-in/password", body));
  }

  private Optional<Customer> joined(String at, Told documents) {
    if (!documents.done()) {
      return Optional.empty();
    }
    ObjectNode agreed = JSON.createObjectNode();
    for (JsonNode document : documents.body().path("items")) {
      agreed.put(document.path("kind").asText(), document.path("version").asText());
    }
    Told joined = app.post(at + "/accept", agreed);
    // Gone: it was taken, and the answer was lost.
    return joined.status() == 404 ? signIn() : known(joined);
  }

  private Optional<Customer> known(Told in) {
    if (!in.done() || !in.text("state").equals("in")) {
      return Optional.empty();
    }
    String token = in.text("token");
    Told account = app.with(token).get("/v1/account");
    if (!account.done()) {
      return Optional.empty();
    }
    long since = Instant.parse(account.text("created")).toEpochMilli();
    UUID id = UUID.fromString(account.text("person"));
    return Optional.of(Customer.opened(app.person().index(), id, address, token, since));
  }

  private ObjectNode form(String proof) {
    Person person = app.person();
    ObjectNode form = JSON.createObjectNode();
    form.put("address", address)
        .put("password", password)
        .put("language", person.region().language().equals("zh") ? "zh" : "en")
        .put("country", person.region().name())
        .put("channel", person.channel());
    if (!person.campaign().isEmpty()) {
      form.put("campaign", person.campaign());
    }
    if (!proof.isEmpty()) {
      form.put("proof", proof);
    }
    return form;
  }

  /** A code in mail since then that was not tried; empty if none came in time. */
  private Optional<String> code(Instant since, Set<String> tried) {
    String path = "/control/mail?to=" + App.encoded(address);
    for (long waited = 0; waited < MAIL_WITHIN_MILLIS; waited += MAIL_EVERY_MILLIS) {
      Told mail = app.services().ask(HttpRequest.newBuilder(app.services().mailbox(path)).GET());
      for (JsonNode item : mail.body().path("items")) {
        if (!Instant.parse(item.path("received").asText()).isBefore(since)) {
          Matcher code = CODE.matcher(item.path("text").asText());
          if (!code.find()) {
            return Optional.empty();
          }
          if (!tried.contains(code.group())) {
            return Optional.of(code.group());
          }
        }
      }
      Services.pause(MAIL_EVERY_MILLIS);
    }
    return Optional.empty();
  }
}
