package playhouse.serving.billing.documents;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.billing.offers.Amount;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.SubscriptionRoutes;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Credit notes, and invoices and credit notes as PDF. A viewer has to do with their own alone. */
public final class DocumentRoutes implements Routes {
  private static final String IN = "/v1/subscriptions/{id}/invoices/{invoice}";
  private static final String LANGUAGE = "zh or en; that of the country if it is not said.";
  private static final Role[] THEIRS = {Role.VIEWER, Role.AGENT, Role.SERVICE, Role.OPERATOR};

  private final ServicesDatabase database;
  private final CreditNotes creditNotes;
  private final List<String> seller;

  /** What is to be given back, and why. */
  public record Credit(
      @NotNull @Valid Amount amount,
      @JsonPropertyDescription("A stable code.")
          @NotNull
          @Pattern(regexp = "goodwill|not-served|billed-wrongly|withdrawal|other")
          String reason) {}

  /** Those of an invoice. */
  public record CreditNoteList(List<CreditNote> items) {}

  private record Known(Subscription subscription, Invoice invoice) {}

  /**
   * Answers from there.
   *
   * @param seller as it stands on paper, line by line
   */
  public DocumentRoutes(ServicesDatabase database, CreditNotes creditNotes, List<String> seller) {
    this.database = database;
    this.creditNotes = creditNotes;
    this.seller = List.copyOf(seller);
  }

  @Override
  public String system() {
    return "S5.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(IN + "/pdf", "An invoice as PDF.")
            .may(THEIRS)
            .query("language", LANGUAGE)
            .read(this::invoice),
        Endpoint.post(IN + "/credit-notes", "Gives back what was paid for an invoice.")
            .may(Role.AGENT, Role.OPERATOR)
            .takes(
                Credit.class,
                """
                {"amount":{"amount":"4.99","currency":"USD"},"reason":"goodwill"}""")
            .gives(201, CreditNote.class)
            .write(this::credit),
        Endpoint.get(IN + "/credit-notes", "What was given back of an invoice.")
            .may(THEIRS)
            .gives(CreditNoteList.class)
            .read(this::notes),
        Endpoint.get(IN + "/credit-notes/{note}/pdf", "A credit note as PDF.")
            .may(THEIRS)
            .query("language", LANGUAGE)
            .read(this::note));
  }

  private Answer credit(Request request, Handle tx) {
    Credit wanted = request.body(Credit.class);
    Subscription s = SubscriptionRoutes.theirs(request, Subscriptions.lock(tx, request.id("id")));
    CreditNote note =
        creditNotes.credit(
            tx,
            s,
            of(tx, s, request.path("invoice")),
            wanted.amount().money("amount"),
            wanted.reason(),
            request.caller().subject());
    String at = "/v1/subscriptions/" + s.id() + "/invoices/" + note.invoice() + "/credit-notes";
    return Answer.created(at + "/" + note.id() + "/pdf", note);
  }

  private Answer notes(Request request) {
    return Answer.ok(
        database.read(
            handle ->
                new CreditNoteList(
                    CreditNoteStore.of(handle, known(handle, request).invoice().id()))));
  }

  private Answer invoice(Request request) {
    byte[] pdf =
        database.read(
            handle -> {
              Known known = known(handle, request);
              return papers(request, known.invoice())
                  .invoice(
                      known.invoice(),
                      Subscriptions.lines(handle, known.invoice()),
                      known.subscription().person());
            });
    return Answer.paper(new Answer.Paper("application/pdf", pdf));
  }

  private Answer note(Request request) {
    UUID id = request.id("note");
    byte[] pdf =
        database.read(
            handle -> {
              Known known = known(handle, request);
              CreditNote note =
                  CreditNoteStore.find(handle, id)
                      .filter(n -> n.invoice().equals(known.invoice().id()))
                      .orElseThrow(() -> Refusal.missing("there is no such credit note"));
              return papers(request, known.invoice())
                  .creditNote(note, known.invoice(), known.subscription().person());
            });
    return Answer.paper(new Answer.Paper("application/pdf", pdf));
  }

  private Papers papers(Request request, Invoice invoice) {
    String language =
        request.query("language").orElse(invoice.country().equals("CN") ? "zh" : "en");
    if (!language.matches("zh|en")) {
      throw Refusal.bad("language", "must be zh or en");
    }
    return new Papers(language.equals("zh"), seller);
  }

  private static Known known(Handle handle, Request request) {
    Subscription s =
        SubscriptionRoutes.theirs(request, Subscriptions.find(handle, request.id("id")));
    return new Known(s, of(handle, s, request.path("invoice")));
  }

  private static Invoice of(Handle handle, Subscription s, String id) {
    Invoice invoice = Subscriptions.invoice(handle, id);
    if (!invoice.subscription().equals(s.id())) {
      throw Refusal.missing("there is no such invoice");
    }
    return invoice;
  }
}
