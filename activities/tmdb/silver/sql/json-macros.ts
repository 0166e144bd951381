/**
 * Reading JSON of which nothing is certain. Each macro gives null where a value is missing or of the wrong kind; what
 * was given but came out null is a reason to be named. What a `j` is, its first character tells: DuckDB writes what it
 * extracts without spaces, and each of its JSON functions parses again, in an arena of megabytes of its own.
 */
export const JSON_MACROS = `
  CREATE MACRO object_of(raw) AS CASE WHEN json_valid(raw) THEN CASE WHEN json_type(raw) = 'OBJECT' THEN raw END END;
  CREATE MACRO object_fault(raw) AS
    CASE WHEN raw IS NULL OR NOT json_valid(raw) THEN 'invalid_json'
         WHEN json_type(raw) <> 'OBJECT' THEN 'not_an_object' END;
  CREATE MACRO is_given(j) AS CAST(j AS VARCHAR) <> 'null';
  CREATE MACRO is_text(j) AS starts_with(CAST(j AS VARCHAR), '"');
  CREATE MACRO is_list(j) AS starts_with(CAST(j AS VARCHAR), '[');
  CREATE MACRO is_whole(j) AS regexp_full_match(CAST(j AS VARCHAR), '\\d+');
  CREATE MACRO text_of(j) AS CASE WHEN is_text(j) THEN nullif(j->>'$', '') END;
  CREATE MACRO text_fault(j, name) AS CASE WHEN is_given(j) AND NOT is_text(j) THEN 'invalid_' || name END;
  CREATE MACRO finite(d) AS CASE WHEN isfinite(d) THEN d END;
  -- A text would be cast as well, were it not for its quotes.
  CREATE MACRO number_of(j) AS finite(TRY_CAST(CAST(j AS VARCHAR) AS DOUBLE));
  CREATE MACRO between_of(j, least, most) AS CASE WHEN number_of(j) BETWEEN least AND most THEN number_of(j) END;
  -- Whole and not negative; 7.0 is whole.
  CREATE MACRO natural_of(j) AS
    CASE WHEN is_whole(j) THEN TRY_CAST(CAST(j AS VARCHAR) AS BIGINT)
         WHEN number_of(j) >= 0 AND number_of(j) < 9e18 AND floor(number_of(j)) = number_of(j)
         THEN TRY_CAST(number_of(j) AS BIGINT) END;
  CREATE MACRO value_fault(j, value, name) AS CASE WHEN is_given(j) AND value IS NULL THEN 'invalid_' || name END;
  CREATE MACRO flag_of(j) AS CASE CAST(j AS VARCHAR) WHEN 'true' THEN true WHEN 'false' THEN false END;
  CREATE MACRO day_of(j) AS
    CASE WHEN regexp_full_match(text_of(j), '\\d{4}-\\d{2}-\\d{2}') THEN TRY_CAST(text_of(j) AS DATE) END;
  CREATE MACRO time_of(j) AS TRY_CAST(text_of(j) AS TIMESTAMP);
  CREATE MACRO list_of(j) AS CASE WHEN is_list(j) THEN json_extract(j, '$[*]') END;
  CREATE MACRO id_of(j) AS CASE WHEN is_whole(j) THEN nullif(TRY_CAST(CAST(j AS VARCHAR) AS BIGINT), 0) END;
  CREATE MACRO id_fault(j, name) AS
    CASE WHEN NOT coalesce(is_given(j), false) THEN 'missing_' || name WHEN id_of(j) IS NULL THEN 'invalid_' || name END;
  CREATE MACRO without_nulls(list) AS list_filter(list, lambda x: x IS NOT NULL);
  CREATE MACRO first_of_each(list) AS list_filter(list, lambda x, spot: list_position(list, x) = spot);
`;
