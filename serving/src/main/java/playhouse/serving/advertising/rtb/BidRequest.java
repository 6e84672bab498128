package playhouse.serving.advertising.rtb;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What asks for ads: of OpenRTB's BidRequest those fields that we go by. */
public record BidRequest(
    @NotNull @Size(min = 1, max = 256) String id,
    @NotEmpty @Size(max = 64) List<@NotNull @Valid Imp> imp,
    @Nullable @Valid Place site,
    @Nullable @Valid Place app,
    @Nullable @Valid Device device,
    @Nullable @Valid User user,
    @Nullable @Min(0) @Max(1) Integer test,
    @Nullable @Min(1) Integer at,
    @Nullable @Min(1) Integer tmax,
    @Nullable List<@NotNull String> wseat,
    @Nullable List<@NotNull String> bseat,
    @Nullable List<@NotNull @Pattern(regexp = "[A-Z]{3}") String> cur,
    @Nullable List<@NotNull String> bcat,
    @Nullable @Min(1) Integer cattax,
    @Nullable List<@NotNull String> badv,
    @Nullable @Valid Regs regs) {

  /** Something that an ad may be put into. */
  public record Imp(
      @NotNull @Size(min = 1, max = 256) String id,
      @Nullable @Valid Video video,
      @Nullable @DecimalMin("0") @DecimalMax("1000000") BigDecimal bidfloor,
      @Nullable @Pattern(regexp = "[A-Z]{3}") String bidfloorcur,
      @Nullable @Min(0) @Max(1) Integer secure,
      @Nullable @Valid Pmp pmp) {}

  /** What a film in it must be, and how it belongs to a pod. */
  public record Video(
      @NotEmpty List<@NotNull String> mimes,
      @Nullable @Min(0) @Max(86_400) Integer minduration,
      @Nullable @Min(1) @Max(86_400) Integer maxduration,
      @Nullable @Min(-2) @Max(86_400) Integer startdelay,
      @Nullable @Min(1) Integer maxseq,
      @Nullable @Min(1) @Max(86_400) Integer poddur,
      @Nullable List<@NotNull Integer> protocols,
      @Nullable Integer w,
      @Nullable Integer h,
      @Nullable @Size(min = 1, max = 256) String podid,
      @Nullable Integer podseq,
      @Nullable @Size(min = 1, max = 64) List<@NotNull @Min(1) @Max(86_400) Integer> rqddurs,
      @Nullable @Min(1) Integer linearity,
      @Nullable @Min(-1) @Max(2) Integer slotinpod,
      @Nullable @DecimalMin("0") @DecimalMax("1000000") BigDecimal mincpmpersec) {}

  /** The private deals that it may be sold by. */
  public record Pmp(
      @Nullable @Min(0) @Max(1) Integer private_auction,
      @Nullable @Size(max = 64) List<@NotNull @Valid Deal> deals) {}

  /** One of them. */
  public record Deal(
      @NotNull @Size(min = 1, max = 256) String id,
      @Nullable @DecimalMin("0") @DecimalMax("1000000") BigDecimal bidfloor,
      @Nullable @Pattern(regexp = "[A-Z]{3}") String bidfloorcur,
      @Nullable List<@NotNull String> wseat,
      @Nullable List<@NotNull String> wadomain) {}

  /** A site or an app. */
  public record Place(
      @Nullable String id,
      @Nullable String name,
      @Nullable String domain,
      @Nullable String bundle,
      @Nullable @Valid Content content) {}

  /** What is watched. */
  public record Content(
      @Nullable @Size(min = 1, max = 256) String id,
      @Nullable String title,
      @Nullable String genre,
      @Nullable List<@NotNull String> cat,
      @Nullable @Min(1) Integer cattax) {}

  /** By what it is watched. */
  public record Device(
      @Nullable @Valid Geo geo,
      @Nullable Integer dnt,
      @Nullable Integer lmt,
      @Nullable String ua,
      @Nullable String os,
      @Nullable @Min(1) Integer devicetype) {}

  /** Where. */
  public record Geo(@Nullable @Pattern(regexp = "[A-Z]{3}") String country) {}

  /** By whom. */
  public record User(@Nullable String id, @Nullable String consent, @Nullable @Valid UserExt ext) {}

  /** Where OpenRTB 2.5 told the same. */
  public record UserExt(@Nullable String consent) {}

  /** What the law says of them. */
  public record Regs(
      @Nullable @Min(0) @Max(1) Integer coppa,
      @Nullable @Min(0) @Max(1) Integer gdpr,
      @Nullable String us_privacy,
      @Nullable String gpp,
      @Nullable List<@NotNull Integer> gpp_sid,
      @Nullable @Valid RegsExt ext) {}

  /** Where OpenRTB 2.5 told the same. */
  public record RegsExt(@Nullable @Min(0) @Max(1) Integer gdpr, @Nullable String us_privacy) {}
}
