/**
 * What a title is worth: by the hours it will be watched, the people it keeps, and what they pay.
 */
@NullMarked
package playhouse.models.valuation;

import org.jspecify.annotations.NullMarked;
