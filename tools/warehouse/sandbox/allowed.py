"""What free SQL may be made of: parts of the statement, functions and types. All else is refused.

Left out on purpose: whatever reads files, settings, the catalogue, variables or the clock (the shop's
"today" is meta.last_day), waits, or takes a function's name as text.
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


NODES = _names("""
    SELECT_NODE SET_OPERATION_NODE RECURSIVE_CTE_NODE CTE_NODE
    BASE_TABLE SUBQUERY JOIN TABLE_FUNCTION EXPRESSION_LIST EMPTY PIVOT SHOW_REF
    ORDER_MODIFIER LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER DISTINCT_MODIFIER
    ORDER_DEFAULT ASCENDING DESCENDING
    """)

EXPRESSIONS = _names("""
    BETWEEN CASE CAST COLLATE COLUMN_REF COMPARISON CONJUNCTION CONSTANT FUNCTION LAMBDA LAMBDA_REF
    OPERATOR POSITIONAL_REFERENCE STAR SUBQUERY TYPE WINDOW
    """)

SHOWS = frozenset({"DESCRIBE", "SUMMARY"})

COLLATIONS = frozenset({"nocase", "noaccent"})

TYPES = _names("""
    bigint bool boolean bytea date dec decimal double float float4 float8 hugeint int int1 int2 int4 int8
    integer integral interval list long map numeric real short signed smallint string struct text time
    timestamp tinyint ubigint uinteger usmallint utinyint varchar char bpchar array
    """)

TABLE_FUNCTIONS = frozenset({"range", "generate_series", "unnest"})

# A bare column of one of these names is read by the engine as a question about the session.
SESSION_WORDS = _names("""
    current_catalog current_database current_date current_role current_schema current_time
    current_timestamp current_user localtime localtimestamp session_user user
    """)

OPERATORS = _names("+ - * / // % ** ^ | & ~ << >> || = < > <= >= != @ ^@ <@ @> && ~~ !~~ ~~* !~~* ~~~")

FUNCTIONS = _names("""
    abs acos acosh add array_agg any_value approx_count_distinct approx_quantile approx_top_k arbitrary
    arg_max arg_max_null arg_min arg_min_null argmax argmin asin asinh atan atan2 atanh avg
    bit_and bit_or bit_xor bit_count bool_and bool_or
    cbrt ceil ceiling corr cos cosh cot count count_if count_star countif covar_pop covar_samp
    degrees divide entropy even exp factorial favg first floor fmod fdiv fsum gamma gcd geomean
    geometric_mean greatest greatest_common_divisor group_concat histogram isfinite isinf isnan
    kahan_sum kurtosis kurtosis_pop last lcm least least_common_multiple lgamma listagg ln log log10 log2
    mad max max_by mean median min min_by mod mode multiply nextafter pi pow power product
    quantile quantile_cont quantile_disc radians random regr_avgx regr_avgy regr_count regr_intercept
    regr_r2 regr_slope regr_sxx regr_sxy regr_syy reservoir_quantile round round_even roundbankers
    sem sign signbit sin sinh skewness sqrt stddev stddev_pop stddev_samp string_agg subtract sum
    sumkahan tan tanh trunc var_pop var_samp variance wavg weighted_avg xor equi_width_bins
    json_group_array json_group_object

    row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value
    nth_value fill

    if nullif switch

    century date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day
    dayname dayofmonth dayofweek dayofyear days_in_month decade epoch epoch_ms epoch_us era hour isodow
    isoyear julian last_day make_date make_time make_timestamp microsecond millennium millisecond minute
    month monthname quarter second strftime strptime try_strptime time_bucket to_centuries to_days
    to_decades to_hours to_microseconds to_millennia to_milliseconds to_minutes to_months to_quarters
    to_seconds to_weeks to_years week weekday weekofyear year yearweek age normalized_interval

    ascii bar bit_length char_length character_length chr concat concat_ws contains ends_with format
    format_bytes greatest instr jaccard jaro_similarity jaro_winkler_similarity lcase left length len
    levenshtein damerau_levenshtein hamming mismatches like_escape not_like_escape ilike_escape
    not_ilike_escape lower lpad ltrim md5 sha256 hash ord overlay position prefix printf
    regexp_escape regexp_extract regexp_extract_all regexp_full_match regexp_matches regexp_replace
    regexp_split_to_array repeat replace reverse right rpad rtrim split split_part starts_with
    str_split str_split_regex string_split string_split_regex string_to_array strip_accents strlen strpos
    substr substring suffix translate trim ucase unicode upper

    array_length array_to_string cardinality element_at flatten generate_series list list_any_value
    list_append list_apply list_avg list_cat list_concat list_contains list_count list_distinct
    list_element list_extract list_filter list_first list_has list_has_all list_has_any list_indexof
    list_intersect list_last list_max list_median list_min list_mode list_pack list_position list_prepend
    list_product list_reduce list_resize list_reverse list_reverse_sort list_select list_slice list_sort
    list_stddev_pop list_stddev_samp list_string_agg list_sum list_transform list_unique list_value
    list_var_pop list_var_samp list_where list_zip map map_concat map_contains map_entries map_extract
    map_from_entries map_keys map_values range reduce row struct_extract struct_extract_at struct_insert
    struct_keys struct_pack struct_values unnest array_slice array_extract to_json typeof unpivot_list
    """)
