package playhouse.serving.advertising.invoices;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.Role;
import playhouse.serving.advertising.orders.advertisers.Owned;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Invoices over HTTP. */
public final class InvoiceRoutes implements Routes {
  private static final String SYSTEM = "S8.1";

  private final ServicesDatabase database;

  /** Some of them, the newest first, without their lines. */
  public record All(List<Invoice> items, Optional<String> next) {}

  /** From that database. */
  public InvoiceRoutes(ServicesDatabase database) {
    this.database = database;
  }

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/ads/invoices", "Invoices of advertisers that one speaks for.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .pages()
            .gives(All.class)
            .read(this::all),
        Endpoint.get("/v1/ads/invoices/{id}", "An invoice, with a line for each line item.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .gives(Invoice.class)
            .read(this::one));
  }

  private Answer all(Request request) {
    Page page = Page.of(request);
    List<Invoice> found =
        database.read(
            handle ->
                InvoiceStore.of(
                    handle, Owned.by(request.caller()), page.before(), page.limit() + 1));
    return Answer.ok(new All(page.cut(found), page.next(found, Invoice::number)));
  }

  private Answer one(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        database.read(
            handle -> {
              Invoice invoice =
                  InvoiceStore.find(handle, id)
                      .orElseThrow(() -> Refusal.missing("there is no such invoice"));
              Owned.advertiser(handle, request.caller(), invoice.advertiser());
              return invoice;
            }));
  }
}
