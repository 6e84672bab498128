package playhouse.serving.acquisition.rights.exchange;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grant as a policy of the W3C's ODRL 2.2 in JSON-LD, of which this is the part that grants need:
 * what else stands in a policy is refused, for a condition that is passed over is one that is
 * broken.
 *
 * @param permission what may be done
 * @param prohibition what waits
 */
public record Policy(
    @JsonProperty("@context") @NotNull @Pattern(regexp = "https?://www\\.w3\\.org/ns/odrl\\.jsonld")
        String context,
    @JsonProperty("@type") @NotNull @Pattern(regexp = "Agreement|Offer|Set") String type,
    @NotNull @Size(min = 1, max = 200) String uid,
    @Nullable @Size(max = 200) String profile,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @NotNull
        @Size(min = 1, max = 1)
        List<@NotNull @Valid Rule> permission,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable @Size(max = 1)
        List<@NotNull @Valid Rule> prohibition) {
  static final String CONTEXT = "http://www.w3.org/ns/odrl.jsonld";

  /** One rule. */
  public record Rule(
      @NotNull @Size(max = 200) String target,
      @Nullable @Size(max = 200) String assigner,
      @Nullable @Size(max = 200) String assignee,
      @NotNull @Pattern(regexp = "(odrl:)?(play|display|stream)") String action,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @NotNull @Size(max = 20)
          List<@NotNull @Valid Constraint> constraint,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable @Size(max = 2)
          List<@NotNull @Valid Duty> duty) {}

  /** One condition. */
  public record Constraint(
      @NotNull @Size(max = 64) String leftOperand,
      @NotNull @Size(max = 64) String operator,
      @NotNull JsonNode rightOperand,
      @Nullable @Size(max = 64) String unit) {}

  /** What is to be done for it. */
  public record Duty(
      @NotNull @Pattern(regexp = "(odrl:)?(compensate|ensureExclusivity)") String action,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable @Size(max = 2)
          List<@NotNull @Valid Constraint> constraint) {}
}
