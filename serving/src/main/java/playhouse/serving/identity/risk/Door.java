package playhouse.serving.identity.risk;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.risk.clues.Client;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Peers;
import playhouse.serving.platform.http.Request;

/** Where everybody who wants to become somebody is judged, whichever way they come. */
public final class Door {
  private final SignUpRisk risk;
  private final Peers peers;
  private final Clock clock;

  /**
   * Who wants to become somebody.
   *
   * @param account the one to be opened
   * @param kind email or phone
   * @param device what their device keeps from last time; empty if it comes first
   * @param proof of work that was asked for before
   */
  public record Comer(
      UUID account, String kind, String address, Optional<String> device, Optional<String> proof) {}

  /** By that judge. */
  public Door(SignUpRisk risk, Peers peers, Clock clock) {
    this.risk = risk;
    this.peers = peers;
    this.clock = clock;
  }

  /** Why somebody is not let in, and how they go on all the same; empty if they are. */
  public Optional<Refusal> refused(Handle tx, Request request, Comer comer) {
    SignUpRisk.Judgement judgement =
        risk.judge(
            tx,
            new SignUpRisk.Attempt(
                comer.account(),
                comer.kind(),
                comer.address(),
                comer.device(),
                request.address(),
                request.header("User-Agent"),
                comer.proof(),
                clock.instant()),
            Client.of(request, peers));
    return switch (judgement.decision()) {
      case ALLOW -> Optional.empty();
      case STEP_UP ->
          Optional.of(
              Refusal.barred("proof_required", "solve the challenge and send its proof along")
                  .with("challenge", Json.tree(judgement.challenge().orElseThrow())));
      case DENY ->
          Optional.of(
              Refusal.barred("sign_up_refused", "appeal at /v1/sign-up/appeals: people look at it")
                  .with("judgement", judgement.id()));
    };
  }
}
