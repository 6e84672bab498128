package playhouse.counterparts.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Agreements of payers (委托代扣), below {@code /wechat/v3/global/papay/contracts}: offered by {@code
 * POST …/web-pre-entrust-sign}, asked about by {@code GET …/out-contract-code/{code}}, ended by
 * {@code POST …/{id}/terminate}. The payer signs at the {@code sign_url}; {@code POST
 * /wechat/control/payers} with {@code {"unsign": CONTRACT_ID}} has them end one in their app.
 */
final class Contracts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AT = "/wechat/v3/global/papay/contracts";

  private final Wire wire;
  private final Map<String, Contract> byCode = new LinkedHashMap<>();

  Contracts(Wire wire) {
    this.wire = wire;
  }

  void routes(RoutesConfig config) {
    config.post(AT + "/web-pre-entrust-sign", this::offer);
    config.get(AT + "/out-contract-code/{code}", this::query);
    config.post(AT + "/{id}/terminate", this::terminate);
    config.get("/wechat/sign/{code}", Contracts::page);
    config.post("/wechat/sign/{code}", this::signed);
  }

  /** The one that holds by that name. */
  synchronized Optional<Contract> holding(String id) {
    return byCode.values().stream()
        .filter(each -> each.id().equals(id) && each.state().equals("SIGNED"))
        .findFirst();
  }

  /** The payer ends one in their app. */
  void unsign(String id) {
    end(id);
  }

  private void offer(Context request) throws IOException {
    if (!wire.admitted(request)) {
      return;
    }
    JsonNode asked = JSON.readTree(request.bodyAsBytes());
    String code = asked.path("out_contract_code").asText();
    if (!code.matches("[A-Za-z0-9]{1,32}") || asked.path("plan_id").asLong() <= 0) {
      wire.answer(request, 400, Wire.error("PARAM_ERROR"));
      return;
    }
    synchronized (this) {
      byCode.computeIfAbsent(
          code,
          same ->
              new Contract(
                  code,
                  "",
                  asked.path("user_display_name").asText(),
                  asked.path("success_notify_url").asText(),
                  "CREATED"));
    }
    String base = request.url().substring(0, request.url().indexOf("/wechat/"));
    wire.answer(request, 200, Map.of("sign_url", base + "/wechat/sign/" + code));
  }

  private void query(Context request) throws IOException {
    if (!wire.admitted(request)) {
      return;
    }
    Optional<Contract> found = find(request.pathParam("code"));
    if (found.isPresent()) {
      wire.answer(request, 200, said(found.get()));
    } else {
      wire.answer(request, 404, Wire.error("RESOURCE_NOT_EXISTS"));
    }
  }

  private void terminate(Context request) throws IOException {
    if (wire.admitted(request)) {
      end(request.pathParam("id"));
      wire.answer(request, 204, Map.of());
    }
  }

  private void end(String id) {
    change(holding(id), "TERMINATED").ifPresent(c -> tell("PAPAY.TERMINATE", c));
  }

  private static void page(Context request) {
    request
        .contentType("text/html; charset=utf-8")
        .result(
            "<!doctype html><title>WeChat</title><form method=post>May you be charged without"
                + " being asked each time? <button>Yes</button></form>");
  }

  private void signed(Context request) {
    Optional<Contract> open =
        find(request.pathParam("code")).filter(each -> each.state().equals("CREATED"));
    change(open, "SIGNED").ifPresent(contract -> tell("PAPAY.SIGN", contract));
    request.result("You may close this page.");
  }

  private synchronized Optional<Contract> find(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  private synchronized Optional<Contract> change(Optional<Contract> of, String state) {
    Optional<Contract> changed =
        of.map(
            each ->
                each.in(
                    state,
                    each.id().isEmpty()
                        ? "2026" + UUID.randomUUID().toString().replaceAll("\\D", "")
                        : each.id()));
    changed.ifPresent(each -> byCode.put(each.code(), each));
    return changed;
  }

  private void tell(String type, Contract contract) {
    wire.tell(type, contract.hook(), said(contract));
  }

  private static Map<String, Object> said(Contract contract) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("out_contract_code", contract.code());
    said.put("state", contract.state());
    if (!contract.id().isEmpty()) {
      said.put("contract_id", contract.id());
    }
    return said;
  }
}
