/**
 * What a line item would find if it were ordered now (S8.2): from a sample of those who watched.
 */
@NullMarked
package playhouse.serving.advertising.forecasts;

import org.jspecify.annotations.NullMarked;
