package playhouse.serving.billing.payments.agreements;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.billing.payments.PaymentMethod;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Agreements to be charged without being there, over HTTP. A viewer has to do with their own. */
public final class AgreementRoutes implements Routes {
  private static final String ONE = "/v1/payment-agreements/{id}";
  private static final Role[] THEIRS = {Role.VIEWER, Role.AGENT, Role.SERVICE};

  private final ServicesDatabase database;
  private final Agreements agreements;

  /** Wanted: an agreement. */
  public record Wanted(
      @JsonPropertyDescription("Name of the channel, such as wechatpay.")
          @NotNull
          @Pattern(regexp = "[a-z]{2,20}")
          String channel,
      @JsonPropertyDescription("What the payer knows it by.")
          @NotNull
          @Pattern(regexp = "[\\p{L}\\p{N} .*-]{1,40}")
          String label) {}

  /**
   * An agreement as callers see it.
   *
   * @param state asked, offered, holding, ending, ended or lapsed
   * @param url where the payer agrees in their app, while it is offered
   */
  public record View(
      UUID id,
      UUID person,
      String channel,
      String label,
      String state,
      Optional<String> url,
      Instant asked) {
    private static View of(Agreement a) {
      return new View(
          a.id(),
          a.person(),
          a.channel(),
          a.label(),
          a.state().text(),
          a.url().filter(url -> a.state() == Agreement.State.OFFERED),
          a.asked());
    }
  }

  /** Answers from there. */
  public AgreementRoutes(ServicesDatabase database, Agreements agreements) {
    this.database = database;
    this.agreements = agreements;
  }

  @Override
  public String system() {
    return "S5.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/v1/people/{person}/payment-agreements",
                "Asks a person to agree to be charged without being there.")
            .may(Role.VIEWER, Role.SERVICE)
            .takes(Wanted.class, "{\"channel\":\"wechatpay\",\"label\":\"WeChat\"}")
            .gives(201, View.class)
            .write(this::ask),
        Endpoint.get(ONE, "An agreement, and where the payer agrees to it.")
            .may(THEIRS)
            .gives(View.class)
            .read(
                request ->
                    Answer.ok(
                        View.of(
                            theirs(
                                request,
                                database.read(
                                    handle -> Agreements.find(handle, request.id("id"))))))),
        Endpoint.delete(ONE, "Ends an agreement: the person pays each time again.")
            .may(THEIRS)
            .gives(View.class)
            .write(
                (request, tx) -> {
                  Agreement known = theirs(request, Agreements.find(tx, request.id("id")));
                  return Answer.ok(View.of(agreements.end(tx, known.id())));
                }));
  }

  private Answer ask(Request request, Handle tx) {
    UUID person = request.person(Optional.of(request.id("person")));
    Wanted wanted = request.body(Wanted.class);
    if (PaymentMethod.holdsNumber(wanted.label())) {
      throw Refusal.bad("label", "must not be the number of a card");
    }
    Agreement asked = agreements.ask(tx, person, wanted.channel(), wanted.label());
    return Answer.created("/v1/payment-agreements/" + asked.id(), View.of(asked));
  }

  private static Agreement theirs(Request request, Optional<Agreement> found) {
    return found
        .filter(agreement -> request.mayKnow(agreement.person()))
        .orElseThrow(() -> Refusal.missing("there is no such agreement"));
  }
}
