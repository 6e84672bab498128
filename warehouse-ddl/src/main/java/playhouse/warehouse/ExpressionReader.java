package playhouse.warehouse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an {@link Expression}: first the products, then the sums, from the left. */
final class ExpressionReader {
  private static final Pattern TOKEN = Pattern.compile("\\s*([a-z_][a-z0-9_]*|[0-9]+|[-+*/()])");
  private static final String END = "";

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  ExpressionReader(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (end < text.length()) {
      throw refused();
    }
  }

  Expression read() {
    Expression whole = sum();
    if (!peek().equals(END)) {
      throw refused();
    }
    return whole;
  }

  private Expression sum() {
    Expression left = product();
    while (peek().equals("+") || peek().equals("-")) {
      left = new Expression.Binary(take().charAt(0), left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = atom();
    while (peek().equals("*") || peek().equals("/")) {
      left = new Expression.Binary(take().charAt(0), left, atom());
    }
    return left;
  }

  private Expression atom() {
    String token = take();
    if (token.equals("(")) {
      Expression inner = sum();
      if (!take().equals(")")) {
        throw refused();
      }
      return inner;
    }
    if (token.equals(END) || "+-*/)".contains(token)) {
      throw refused();
    }
    return Character.isDigit(token.charAt(0))
        ? new Expression.Whole(new BigDecimal(token))
        : new Expression.Column(token);
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : END;
  }

  private String take() {
    String token = peek();
    next++;
    return token;
  }

  private IllegalArgumentException refused() {
    return new IllegalArgumentException("no arithmetic over columns: " + text);
  }
}
